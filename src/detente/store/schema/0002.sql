-- What stands behind a link, a place and a day; and the chains of words that mean one thing.

ALTER TABLE time_expressions ADD COLUMN zone VARCHAR;

ALTER TABLE mentions ADD COLUMN antecedent INTEGER;
ALTER TABLE mentions ADD COLUMN members INTEGER[];
ALTER TABLE mentions ADD COLUMN layer VARCHAR;

ALTER TABLE places ADD COLUMN place_admin VARCHAR;
ALTER TABLE places ADD COLUMN place_feature VARCHAR;
ALTER TABLE places ADD COLUMN place_confidence DOUBLE;
ALTER TABLE places ADD COLUMN place_reason VARCHAR;

CREATE TABLE chains (
  article_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  entity VARCHAR,
  name VARCHAR,
  kind VARCHAR NOT NULL,
  title VARCHAR,
  run_id VARCHAR NOT NULL
);

CREATE TABLE chain_spans (
  article_id VARCHAR NOT NULL,
  chain INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);
