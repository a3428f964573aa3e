"""Articles turned into clean documents: text, language, fingerprint and sentences."""
