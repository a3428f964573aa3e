-- Merging block by block: what was compared, and what of it still holds. Nothing here is a finding:
-- all of it follows from the articles, and may be deleted; the next run then merges from nothing.

-- What records rest on beside the articles: the version, its tables, and settings, as one digest.
ALTER TABLE merges ADD COLUMN basis VARCHAR;

-- The record before this one in a series.
ALTER TABLE records ADD COLUMN follows VARCHAR;

CREATE TABLE merge_articles (
  article_id VARCHAR NOT NULL
);

CREATE TABLE merge_reports (
  number INTEGER NOT NULL,
  event_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  tie UBIGINT NOT NULL,
  marks UINTEGER[] NOT NULL
);

CREATE TABLE merge_blocks (
  block UBIGINT NOT NULL,
  number INTEGER NOT NULL,
  is_home BOOLEAN NOT NULL
);

CREATE TABLE merge_edges (
  block UBIGINT NOT NULL,
  one INTEGER NOT NULL,
  other INTEGER NOT NULL,
  points DOUBLE NOT NULL,
  is_contested BOOLEAN NOT NULL,
  over_days VARCHAR NOT NULL,
  is_loose BOOLEAN NOT NULL
);

CREATE TABLE merge_bands (
  band UBIGINT NOT NULL,
  article_id VARCHAR NOT NULL
);

CREATE TABLE merge_copies (
  one VARCHAR NOT NULL,
  other VARCHAR NOT NULL,
  containment DOUBLE NOT NULL
);

CREATE TABLE merge_claims (
  block UBIGINT NOT NULL,
  claim_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL
);

CREATE TABLE merge_links (
  link UBIGINT NOT NULL,
  record_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL
);

CREATE TABLE merge_credits (
  name VARCHAR NOT NULL,
  outlet VARCHAR NOT NULL
);

CREATE TABLE merge_decisions (
  decision_id VARCHAR NOT NULL
);

-- Stories: articles on one happening.

CREATE TABLE stories (
  story_id VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  central_id VARCHAR NOT NULL,
  first_published DATE,
  last_published DATE,
  n_articles INTEGER NOT NULL,
  n_outlets INTEGER NOT NULL,
  n_origins INTEGER NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE story_articles (
  story_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  article_id VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,
  likeness DOUBLE NOT NULL,
  shared_words VARCHAR[] NOT NULL,
  run_id VARCHAR NOT NULL
);

-- Ids that a story had or would have had before it grew or merged: every article of it founded one.
CREATE TABLE story_aliases (
  alias_id VARCHAR NOT NULL,
  story_id VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);
