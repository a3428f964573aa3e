"""Who exists: states, persons, offices, organisations, bodies and role nouns."""
