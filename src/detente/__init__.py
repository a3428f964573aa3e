"""detente: raw news text in, a sourced, deduplicated, queryable record of diplomacy out."""

__version__ = "0.1.0"
