"""Records to files: CSV, Parquet and PLOVER's JSON lines."""
