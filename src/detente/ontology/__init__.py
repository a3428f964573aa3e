"""What can happen: PLOVER and CAMEO, and the words that tell of it."""
