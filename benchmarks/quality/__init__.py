"""Scores against gold data, held to floors that only rise."""
