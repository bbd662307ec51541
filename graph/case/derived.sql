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
CREATE INDEX mention_entity ON mention (entity, document);
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
  first_evidence INTEGER NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED,
  -- How it is shown: denied first, else the firmest way in which it is said.
  kind TEXT GENERATED ALWAYS AS (
    CASE
      WHEN polarity = 'denied' THEN 'denied'
      WHEN modalities = '[]' OR instr(modalities, '"asserted"') THEN 'stated'
      WHEN instr(modalities, '"alleged"') THEN 'alleged'
      WHEN instr(modalities, '"planned"') THEN 'planned'
      ELSE 'hypothetical'
    END
  ) VIRTUAL
);
-- Without it each row of evidence written or dropped would look through all claims.
CREATE INDEX claim_first_evidence ON claim (first_evidence);
CREATE INDEX claim_subject ON claim (subject, object, kind, predicate, independent_sources, score);
CREATE INDEX claim_object ON claim (object, subject, kind, predicate, independent_sources, score);
CREATE INDEX claim_aside ON claim (subject) WHERE rank = 'deprecated';
CREATE INDEX claim_aside_object ON claim (object) WHERE rank = 'deprecated';
CREATE INDEX claim_single ON claim (subject) WHERE independent_sources = 1;

-- Pairs that may or may not be one, for a person to decide, in the order in which they are asked.
CREATE TABLE question (
  id INTEGER PRIMARY KEY,
  one INTEGER NOT NULL REFERENCES mention (id),
  other INTEGER NOT NULL REFERENCES mention (id),
  probability REAL NOT NULL,
  why_not TEXT,
  weight REAL NOT NULL,
  reasons TEXT NOT NULL
);

-- Too unsure to be drawn or counted: the whole claim with its passages, for a person to judge.
CREATE TABLE candidate (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  subject INTEGER NOT NULL REFERENCES entity (id),
  object INTEGER REFERENCES entity (id),
  score REAL NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX candidate_subject ON candidate (subject);
CREATE INDEX candidate_object ON candidate (object);

-- The claims that are drawn, counted and gone through: all that nobody has judged wrong.
CREATE VIEW edge AS SELECT * FROM claim WHERE rank <> 'deprecated';

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
CREATE INDEX evidence_document ON evidence (document, claim);

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
CREATE INDEX reprint_by_group ON reprint (reprint_group);

-- Summaries: what would take too long to count each time it is asked for.

CREATE TABLE standing (
  entity INTEGER PRIMARY KEY REFERENCES entity (id),
  claims INTEGER NOT NULL,
  single INTEGER NOT NULL,
  denied INTEGER NOT NULL
);
CREATE INDEX standing_claims ON standing (claims DESC, entity);
CREATE INDEX standing_single ON standing (single DESC, entity);

-- Whose words the passages of a claim are: the innermost speaker who is known.
CREATE TABLE speaker (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  entity INTEGER REFERENCES entity (id),
  claims INTEGER NOT NULL,
  alone INTEGER NOT NULL
);
CREATE INDEX speaker_alone ON speaker (alone DESC, claims DESC, id);

CREATE TABLE voice (
  speaker INTEGER NOT NULL REFERENCES speaker (id),
  claim INTEGER NOT NULL REFERENCES claim (id),
  alone INTEGER NOT NULL,
  PRIMARY KEY (speaker, claim)
) WITHOUT ROWID;
CREATE INDEX voice_claim ON voice (claim, speaker);

-- The independent sources of each claim.
CREATE TABLE claim_source (
  claim INTEGER NOT NULL REFERENCES claim (id),
  source TEXT NOT NULL,
  PRIMARY KEY (claim, source)
) WITHOUT ROWID;

-- Claims that cannot both hold; weight is the number of sources of the weaker side.
CREATE TABLE dispute (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('polarity', 'date', 'number', 'holder')),
  one INTEGER NOT NULL REFERENCES claim (id),
  other INTEGER NOT NULL REFERENCES claim (id),
  weight INTEGER NOT NULL
);
CREATE INDEX dispute_weight ON dispute (weight DESC, id);
CREATE INDEX dispute_one ON dispute (one);
CREATE INDEX dispute_other ON dispute (other);

-- Which decisions are about a claim: they judged it, set passages of it aside, or made one.
CREATE TABLE ruling (
  claim INTEGER NOT NULL REFERENCES claim (id),
  decision TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('judged', 'struck', 'made')),
  PRIMARY KEY (claim, decision, part)
) WITHOUT ROWID;
CREATE INDEX ruling_decision ON ruling (decision, claim);

-- Which decisions are about an entity: who it is, its name, its type, or a mention of it.
CREATE TABLE entity_ruling (
  entity INTEGER NOT NULL REFERENCES entity (id),
  decision TEXT NOT NULL,
  PRIMARY KEY (entity, decision)
) WITHOUT ROWID;

-- The first and the last day that a claim's date, or the date that it states, may mean.
CREATE TABLE dated (
  claim INTEGER PRIMARY KEY REFERENCES claim (id),
  first TEXT NOT NULL,
  last TEXT NOT NULL
);

CREATE TABLE holding (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  claims INTEGER NOT NULL,
  entities INTEGER NOT NULL
);

CREATE TABLE tally (
  what TEXT NOT NULL,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (what, name)
) WITHOUT ROWID;

-- Every name by its words and by its consonants ('yusef' and 'youssef' are both 'ysf').
CREATE VIRTUAL TABLE name_words USING fts5 (
  normal, skeleton, entity UNINDEXED, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

-- Where everything stands when all of a case is drawn: communities as discs, their members within.

CREATE TABLE community (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES community (id),
  level INTEGER NOT NULL,
  divided INTEGER NOT NULL,
  size INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  best TEXT NOT NULL,
  x REAL NOT NULL,
  y REAL NOT NULL,
  radius REAL NOT NULL
);
CREATE INDEX community_parent ON community (parent);

CREATE TABLE place (
  entity INTEGER PRIMARY KEY REFERENCES entity (id),
  community INTEGER NOT NULL REFERENCES community (id),
  x REAL NOT NULL,
  y REAL NOT NULL
);
CREATE INDEX place_community ON place (community);

-- The claims between the members of two communities that are not divided.
CREATE TABLE community_line (
  one INTEGER NOT NULL REFERENCES community (id),
  other INTEGER NOT NULL REFERENCES community (id),
  claims INTEGER NOT NULL,
  independent_sources INTEGER NOT NULL,
  PRIMARY KEY (one, other)
) WITHOUT ROWID;

-- The claims as arrays, for what goes through all of them: see packed.py.
CREATE TABLE packed (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  body BLOB NOT NULL
);

-- Which documents were withdrawn: their rows hold their texts and are slow to go through.
CREATE INDEX IF NOT EXISTS document_retracted ON document (id) WHERE retracted_at IS NOT NULL;
