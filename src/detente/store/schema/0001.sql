-- detente store, schema 1. Every table that holds a claim says which run wrote it (run_id).
-- Spans are code points into documents.text, end exclusive. Days are calendar days, both ends
-- included. NULL means unknown. docs/schema.md describes every column.

CREATE TABLE schema_versions (version INTEGER NOT NULL);

CREATE TABLE runs (
  run_id VARCHAR NOT NULL,
  started TIMESTAMP NOT NULL,
  finished TIMESTAMP,
  settings VARCHAR NOT NULL,
  versions VARCHAR NOT NULL
);

CREATE TABLE articles (
  article_id VARCHAR NOT NULL,
  url VARCHAR,
  outlet VARCHAR,
  outlet_from VARCHAR,
  published DATE,
  published_from VARCHAR,
  title VARCHAR,
  author VARCHAR,
  language VARCHAR,
  origin VARCHAR,
  media VARCHAR NOT NULL,
  body VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE documents (
  article_id VARCHAR NOT NULL,
  text VARCHAR,
  language VARCHAR,
  language_probability DOUBLE,
  language_is_read BOOLEAN,
  fingerprint UBIGINT[],
  n_characters INTEGER,
  n_removed INTEGER,
  n_sentences INTEGER,
  n_sentences_parsed INTEGER,
  n_events INTEGER,
  n_statements INTEGER,
  n_claims INTEGER,
  run_id VARCHAR NOT NULL
);

CREATE TABLE removed (
  article_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE sentences (
  article_id VARCHAR NOT NULL,
  sentence INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  paragraph INTEGER NOT NULL,
  is_headline BOOLEAN NOT NULL,
  text VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE time_expressions (
  article_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  value VARCHAR,
  date_earliest DATE,
  date_latest DATE,
  date_precision VARCHAR,
  anchor VARCHAR,
  mod VARCHAR,
  is_dateline BOOLEAN NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE mentions (
  article_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  head_start INTEGER NOT NULL,
  head_end INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  entity VARCHAR,
  name VARCHAR,
  entity_kind VARCHAR,
  country VARCHAR,
  sector VARCHAR,
  other_sectors VARCHAR[],
  office VARCHAR,
  office_type VARCHAR,
  office_state VARCHAR,
  runner_up VARCHAR,
  confidence DOUBLE,
  reason VARCHAR,
  run_id VARCHAR NOT NULL
);

CREATE TABLE places (
  article_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  place_start INTEGER NOT NULL,
  place_end INTEGER NOT NULL,
  place_text VARCHAR NOT NULL,
  place_name VARCHAR NOT NULL,
  place_kind VARCHAR NOT NULL,
  place_country VARCHAR,
  place_latitude DOUBLE,
  place_longitude DOUBLE,
  place_geonameid INTEGER,
  place_is_dateline BOOLEAN NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE topics (
  article_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  topic VARCHAR NOT NULL,
  sentence INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE events (
  event_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL,
  sentence INTEGER NOT NULL,
  event_type VARCHAR NOT NULL,
  mode VARCHAR,
  contexts VARCHAR[] NOT NULL,
  cameo_code VARCHAR,
  quad_class INTEGER NOT NULL,
  plover_score DOUBLE,
  goldstein DOUBLE,
  modality VARCHAR NOT NULL,
  historical BOOLEAN NOT NULL,
  action_start INTEGER NOT NULL,
  action_end INTEGER NOT NULL,
  action_text VARCHAR NOT NULL,
  date_earliest DATE,
  date_latest DATE,
  date_precision VARCHAR,
  date_start INTEGER,
  date_end INTEGER,
  date_text VARCHAR,
  place_start INTEGER,
  place_end INTEGER,
  place_text VARCHAR,
  place_name VARCHAR,
  place_kind VARCHAR,
  place_country VARCHAR,
  place_latitude DOUBLE,
  place_longitude DOUBLE,
  place_geonameid INTEGER,
  place_is_dateline BOOLEAN,
  topics VARCHAR[] NOT NULL,
  confidence DOUBLE NOT NULL,
  coder VARCHAR NOT NULL,
  trace VARCHAR[] NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE statements (
  statement_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL,
  sentence INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  content_starts INTEGER[] NOT NULL,
  content_ends INTEGER[] NOT NULL,
  content_text VARCHAR NOT NULL,
  cue_start INTEGER,
  cue_end INTEGER,
  channel VARCHAR,
  channel_start INTEGER,
  channel_end INTEGER,
  topics VARCHAR[] NOT NULL,
  confidence DOUBLE NOT NULL,
  trace VARCHAR[] NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE claims (
  claim_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL,
  sentence INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  object_text VARCHAR NOT NULL,
  object_start INTEGER NOT NULL,
  object_end INTEGER NOT NULL,
  object_entity VARCHAR,
  since_earliest DATE,
  since_latest DATE,
  since_precision VARCHAR,
  since_start INTEGER,
  since_end INTEGER,
  until_earliest DATE,
  until_latest DATE,
  until_precision VARCHAR,
  until_start INTEGER,
  until_end INTEGER,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  run_id VARCHAR NOT NULL
);

-- Everybody in an event (actor, recipient, claimed_by), a statement (speaker, addressee,
-- relayed_by) or a claim (subject). finding_id is the event_id, statement_id or claim_id.
CREATE TABLE participants (
  finding VARCHAR NOT NULL,
  finding_id VARCHAR NOT NULL,
  article_id VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  entity VARCHAR,
  name VARCHAR,
  kind VARCHAR NOT NULL,
  country VARCHAR,
  sector VARCHAR,
  other_sectors VARCHAR[] NOT NULL,
  office VARCHAR,
  office_type VARCHAR,
  confidence DOUBLE NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE problems (
  problem_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  stage VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  article_id VARCHAR,
  origin VARCHAR,
  run_id VARCHAR NOT NULL
);

-- The corpus phase: replaced as a whole, in one transaction, after each run that read something new.

CREATE TABLE merges (
  n_articles INTEGER NOT NULL,
  n_records INTEGER NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE near_duplicates (
  article_id VARCHAR NOT NULL,
  original_id VARCHAR NOT NULL,
  similarity DOUBLE NOT NULL,
  reason VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE records (
  record_id VARCHAR NOT NULL,
  event_type VARCHAR NOT NULL,
  mode VARCHAR,
  contexts VARCHAR[] NOT NULL,
  cameo_code VARCHAR,
  quad_class INTEGER NOT NULL,
  plover_score DOUBLE,
  goldstein DOUBLE,
  modality VARCHAR NOT NULL,
  historical BOOLEAN NOT NULL,
  date_earliest DATE,
  date_latest DATE,
  date_precision VARCHAR,
  place_start INTEGER,
  place_end INTEGER,
  place_name VARCHAR,
  place_kind VARCHAR,
  place_country VARCHAR,
  place_latitude DOUBLE,
  place_longitude DOUBLE,
  place_geonameid INTEGER,
  place_is_dateline BOOLEAN,
  topics VARCHAR[] NOT NULL,
  article_ids VARCHAR[] NOT NULL,
  n_reports INTEGER NOT NULL,
  n_articles INTEGER NOT NULL,
  n_origins INTEGER NOT NULL,
  part_of VARCHAR,
  chosen_fields VARCHAR[] NOT NULL,
  chosen_rules VARCHAR[] NOT NULL,
  confidence DOUBLE NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE record_reports (
  record_id VARCHAR NOT NULL,
  event_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE record_participants (
  record_id VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  entity VARCHAR,
  name VARCHAR,
  kind VARCHAR NOT NULL,
  country VARCHAR,
  sector VARCHAR,
  other_sectors VARCHAR[] NOT NULL,
  office VARCHAR,
  office_type VARCHAR,
  confidence DOUBLE NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE conflicts (
  conflict_id VARCHAR NOT NULL,
  record_id VARCHAR,
  kind VARCHAR NOT NULL,
  field VARCHAR NOT NULL,
  grade VARCHAR NOT NULL,
  explanation VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE conflict_readings (
  conflict_id VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  value VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  article_id VARCHAR,
  event_id VARCHAR,
  claim_id VARCHAR,
  sentence INTEGER,
  span_start INTEGER,
  span_end INTEGER,
  run_id VARCHAR NOT NULL
);
