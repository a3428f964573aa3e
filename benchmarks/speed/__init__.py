"""Sentences and articles a second, by stage, and peak memory."""
