"""Records to what comes next: probabilities with reasons, and their open record."""
