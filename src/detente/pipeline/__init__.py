"""From articles to a database: the order of the stages, batches, failures, engines."""
