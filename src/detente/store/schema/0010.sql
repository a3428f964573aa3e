-- A merged report made ready for comparison (MessagePack), so that it need not be made again; NULL
-- where it was merged before (see 0005.sql: nothing here is a finding).
ALTER TABLE merge_reports ADD COLUMN ready BLOB;
