-- Recorded: documents, readings, decisions, the ledger. Migrated forward, never rebuilt.
-- Offsets (start, stop) are Unicode code points, half-open, into document.text.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  text_sha256 TEXT NOT NULL,
  set_aside_sha256 TEXT NOT NULL,
  pipeline TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (text_sha256, set_aside_sha256, pipeline)
);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  content_sha256 TEXT NOT NULL UNIQUE,
  text_sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  authors TEXT NOT NULL,
  published TEXT,
  language TEXT,
  pages TEXT NOT NULL,
  set_aside TEXT NOT NULL,
  text TEXT NOT NULL,
  reading INTEGER REFERENCES reading (id),
  added_at TEXT NOT NULL,
  retracted_at TEXT,
  retraction_reason TEXT,
  CHECK ((retracted_at IS NULL) = (retraction_reason IS NULL))
);
CREATE INDEX document_text ON document (text_sha256);

CREATE TRIGGER document_text_is_kept BEFORE UPDATE OF text, text_sha256, content_sha256 ON document
BEGIN SELECT RAISE(ABORT, 'the text of a document is never rewritten'); END;

CREATE TRIGGER reading_is_immutable BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is never rewritten'); END;

-- The ledger: what happened to each file that was given.
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  root TEXT NOT NULL,
  path TEXT NOT NULL,
  content_sha256 TEXT,
  outcome TEXT NOT NULL,
  reason TEXT,
  document INTEGER REFERENCES document (id) ON DELETE SET NULL,
  seen_at TEXT NOT NULL,
  UNIQUE (root, path)
);
CREATE INDEX source_document ON source (document);
CREATE INDEX source_content ON source (content_sha256);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  targets TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT,
  decided_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  undone_at TEXT
);

-- Kept in step by the code that writes documents: triggers on virtual tables need a trusted schema.
CREATE VIRTUAL TABLE document_words USING fts5 (
  title, text, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
