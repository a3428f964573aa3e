"""The world turned into articles: files, folders and standard input, in several formats."""
