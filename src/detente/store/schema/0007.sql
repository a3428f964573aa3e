-- Event tables of others, and forecasts with their record.

CREATE TABLE imports (
  import_id VARCHAR NOT NULL,
  format VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,
  digest VARCHAR NOT NULL,
  options VARCHAR NOT NULL,
  n_read BIGINT NOT NULL,
  n_imported BIGINT NOT NULL,
  n_wrong BIGINT NOT NULL,
  first_day DATE,
  last_day DATE,
  is_complete BOOLEAN NOT NULL,
  started TIMESTAMP NOT NULL,
  finished TIMESTAMP,
  versions VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE imported_events (
  import_id VARCHAR NOT NULL,
  row_number BIGINT NOT NULL,
  source_id VARCHAR,
  day DATE NOT NULL,
  due DATE,
  published DATE,
  modality VARCHAR NOT NULL,
  relation VARCHAR NOT NULL,
  cameo_code VARCHAR,
  event_type VARCHAR,
  mode VARCHAR,
  contexts VARCHAR[] NOT NULL,
  quad_class INTEGER NOT NULL,
  intensity DOUBLE,
  actor VARCHAR,
  actor_country VARCHAR,
  actor_country_words VARCHAR,
  actor_sector VARCHAR,
  actor_sector_words VARCHAR,
  recipient VARCHAR,
  recipient_country VARCHAR,
  recipient_country_words VARCHAR,
  recipient_sector VARCHAR,
  recipient_sector_words VARCHAR,
  place VARCHAR,
  place_country VARCHAR,
  place_country_words VARCHAR,
  latitude DOUBLE,
  longitude DOUBLE,
  publisher VARCHAR,
  url VARCHAR,
  note VARCHAR,
  run_id VARCHAR NOT NULL
);

CREATE TABLE import_problems (
  import_id VARCHAR NOT NULL,
  row_number BIGINT NOT NULL,
  reason VARCHAR NOT NULL,
  words VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

-- Forecasts as they were given, and what became of them.

CREATE TABLE forecasts (
  forecast_id VARCHAR NOT NULL,
  class VARCHAR NOT NULL,
  class_says VARCHAR NOT NULL,
  class_definition VARCHAR NOT NULL,
  first_country VARCHAR NOT NULL,
  second_country VARCHAR NOT NULL,
  region VARCHAR,
  as_of DATE NOT NULL,
  until DATE NOT NULL,
  within INTEGER NOT NULL,
  probability DOUBLE NOT NULL,
  low DOUBLE NOT NULL,
  high DOUBLE NOT NULL,
  answered_by VARCHAR NOT NULL,
  model_probability DOUBLE,
  base_rate DOUBLE,
  dyad_frequency DOUBLE,
  hawkes DOUBLE,
  note VARCHAR,
  reasons VARCHAR NOT NULL,
  model_id VARCHAR NOT NULL,
  model_name VARCHAR NOT NULL,
  known_digest VARCHAR NOT NULL,
  n_known BIGINT NOT NULL,
  data_until DATE NOT NULL,
  issued TIMESTAMP NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE resolutions (
  forecast_id VARCHAR NOT NULL,
  happened BOOLEAN NOT NULL,
  day DATE,
  source VARCHAR,
  row_number BIGINT,
  record_id VARCHAR,
  event VARCHAR,
  data_until DATE NOT NULL,
  data_digest VARCHAR NOT NULL,
  brier DOUBLE NOT NULL,
  log_score DOUBLE NOT NULL,
  resolved TIMESTAMP NOT NULL,
  run_id VARCHAR NOT NULL
);
