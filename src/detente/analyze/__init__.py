"""From records to relations: what questions are answered with, and briefs."""
