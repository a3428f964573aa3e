-- Merging block by block: what was compared, and what of it still holds. Nothing here is a finding:
-- all of it follows from the articles, and may be deleted; the next run then merges from nothing.

-- What records rest on beside the articles: the version, its tables, and settings, as one digest.
ALTER TABLE merges ADD COLUMN basis VARCHAR;

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
  is_contested BOOLEAN NOT NULL
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
  is_whole BOOLEAN NOT NULL
);

CREATE TABLE merge_credits (
  name VARCHAR NOT NULL,
  outlet VARCHAR NOT NULL
);

CREATE TABLE merge_decisions (
  decision_id VARCHAR NOT NULL
);
