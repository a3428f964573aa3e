"""The corpus: reading, checking, figures, agreement. ``make corpus`` prints all."""
