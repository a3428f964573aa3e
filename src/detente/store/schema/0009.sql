-- Loose joins of a merge: in which round report ``one`` was joined to the group of ``other``, so
-- that new reports make no others ask again what fits them (see 0005.sql: nothing here is a finding).
CREATE TABLE merge_loose (
  round INTEGER NOT NULL,
  one INTEGER NOT NULL,
  other INTEGER NOT NULL
);

-- Earlier merges took no note of them, so the next one is made from nothing, as on another basis.
UPDATE merges SET basis = '';
INSERT INTO merges BY NAME
  SELECT -1 AS n_articles, 0 AS n_records, '' AS basis,
         coalesce((SELECT max(run_id) FROM records), '') AS run_id
  WHERE NOT EXISTS (FROM merges) AND EXISTS (FROM merge_articles);
