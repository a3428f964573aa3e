"""Training of the encoder and of the judge from the corpus: ``make train``."""
