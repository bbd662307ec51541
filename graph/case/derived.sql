-- Derived: a pure function of what is recorded. Dropped and made anew at will.

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL,
  mention_count INTEGER NOT NULL,
  document_count INTEGER NOT NULL,
  independent_sources INTEGER NOT NULL,
  event TEXT
);

-- Every form under which an entity can be asked for.
CREATE TABLE entity_name (
  normal TEXT NOT NULL,
  entity INTEGER NOT NULL REFERENCES entity (id),
  PRIMARY KEY (normal, entity)
) WITHOUT ROWID;

CREATE TABLE mention (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES document (id),
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  text TEXT NOT NULL,
  type TEXT NOT NULL,
  form TEXT NOT NULL,
  entity INTEGER REFERENCES entity (id),
  score REAL NOT NULL,
  component TEXT NOT NULL,
  version TEXT NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_stop INTEGER NOT NULL,
  CHECK (sentence_start <= start AND start < stop AND stop <= sentence_stop)
);
CREATE INDEX mention_entity ON mention (entity);
CREATE INDEX mention_sentence ON mention (document, sentence_start);

-- first_evidence makes an edge without evidence impossible: the constraint is checked at commit.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  subject INTEGER NOT NULL REFERENCES entity (id),
  predicate TEXT NOT NULL,
  role TEXT,
  object INTEGER REFERENCES entity (id),
  value TEXT,
  at TEXT,
  polarity TEXT NOT NULL CHECK (polarity IN ('affirmed', 'denied')),
  modalities TEXT NOT NULL,
  independent_sources INTEGER NOT NULL CHECK (independent_sources >= 1),
  rank TEXT NOT NULL CHECK (rank IN ('preferred', 'normal', 'deprecated')),
  deprecated_reason TEXT,
  score REAL NOT NULL,
  candidate INTEGER NOT NULL CHECK (candidate IN (0, 1)), -- too unsure to be drawn
  first_evidence INTEGER NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX claim_subject ON claim (subject);
CREATE INDEX claim_object ON claim (object);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
  document INTEGER NOT NULL REFERENCES document (id),
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  exact TEXT NOT NULL,
  body TEXT NOT NULL,
  CHECK (0 <= start AND start < stop)
);
CREATE INDEX evidence_claim ON evidence (claim);
CREATE INDEX evidence_document ON evidence (document);

CREATE TRIGGER evidence_is_verbatim BEFORE INSERT ON evidence
WHEN NEW.exact IS NOT (
  SELECT substr(text, NEW.start + 1, NEW.stop - NEW.start) FROM document WHERE id = NEW.document
)
BEGIN SELECT RAISE(ABORT, 'the passage does not stand in its document'); END;

CREATE TRIGGER evidence_is_kept BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never rewritten'); END;

CREATE TRIGGER last_evidence_is_kept BEFORE DELETE ON evidence
WHEN EXISTS (SELECT 1 FROM claim WHERE id = OLD.claim)
BEGIN SELECT RAISE(ABORT, 'a claim needs its evidence: delete the claim first'); END;

CREATE TABLE reprint (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  reprint_group TEXT NOT NULL
);
