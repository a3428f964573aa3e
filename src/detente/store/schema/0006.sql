-- Decisions of users on reports: append-only, an undo is a decision itself. They name reports by
-- event_id, never records, so that they outlive every merge.

CREATE TABLE decisions (
  decision_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  event_type VARCHAR,
  mode VARCHAR,
  cameo_code VARCHAR,
  undoes VARCHAR,
  author VARCHAR NOT NULL,
  decided TIMESTAMP NOT NULL,
  reason VARCHAR,
  run_id VARCHAR NOT NULL
);

CREATE TABLE decision_reports (
  decision_id VARCHAR NOT NULL,
  side VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  event_id VARCHAR NOT NULL,
  run_id VARCHAR NOT NULL
);

CREATE TABLE decision_parties (
  decision_id VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  name VARCHAR,
  entity VARCHAR,
  kind VARCHAR,
  country VARCHAR,
  sector VARCHAR,
  office VARCHAR,
  office_type VARCHAR,
  run_id VARCHAR NOT NULL
);
