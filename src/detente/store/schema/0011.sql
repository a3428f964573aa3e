-- Firm joins of a merge: by which pairs, in order of their turns, reports were joined firmly, so
-- that only groups that came about otherwise touch others (see 0005.sql: nothing here is a finding).
CREATE TABLE merge_firm (
  turn INTEGER NOT NULL,
  one INTEGER NOT NULL,
  other INTEGER NOT NULL
);

-- Earlier merges took no note of them, so the next one is made from nothing, as on another basis.
UPDATE merges SET basis = '';
