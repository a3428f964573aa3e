"""Measurements: quality against gold data, and speed. Apart from the tests."""
