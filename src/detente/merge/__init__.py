"""Reports of many articles to records: what happened once, told by whom, and where they differ."""

from detente.merge.corpus import Corpus, merge_corpus

__all__ = ["Corpus", "merge_corpus"]
