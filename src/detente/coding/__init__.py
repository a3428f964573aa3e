"""Sentences to events, statements, topics and claims."""
