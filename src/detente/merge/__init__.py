"""Reports of many articles to records: what happened once, told by whom, and where they differ."""
