"""The database: one DuckDB file, written in whole batches, read by named queries."""
