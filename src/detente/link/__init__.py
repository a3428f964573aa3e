"""Text to entities, days and places."""
