"""Sample articles: composed for this project, from invented outlets, on real public events."""

from importlib.resources import files
from pathlib import Path


def sample_table() -> Path:
    """Return the sample event table: public diplomatic events of 2014 to 2024, a CSV file."""
    return Path(str(files(__name__).joinpath("data/diplomacy-2014-2024.csv")))


def sample_folder() -> Path:
    """Return the folder of sample articles: JSONL files, plain text and HTML pages."""
    return Path(str(files(__name__).joinpath("articles")))
