-- Stories told step by step: what was compared. Nothing here is a finding (see 0005.sql).

-- The most telling terms of each article, as digests, the heaviest first.
CREATE TABLE merge_story_terms (
  number INTEGER NOT NULL,
  article_id VARCHAR NOT NULL,
  terms UINTEGER[] NOT NULL,
  weights FLOAT[] NOT NULL
);

-- A forest of ties for each stretch of days, by numbers of articles.
CREATE TABLE merge_story_ties (
  stretch INTEGER NOT NULL,
  one INTEGER NOT NULL,
  other INTEGER NOT NULL,
  alike INTEGER NOT NULL
);

-- Digests of the groups of articles that were looked at by themselves.
CREATE TABLE merge_story_pieces (
  piece UBIGINT NOT NULL
);

-- Articles whose origin may be another since stories were last told.
CREATE TABLE merge_stirred (
  article_id VARCHAR NOT NULL
);
