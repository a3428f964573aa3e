"""Sample articles: composed for this project, from invented outlets, on real public events."""

from importlib.resources import files
from pathlib import Path


def sample_folder() -> Path:
    """Return the folder of sample articles: JSONL files, plain text and HTML pages."""
    return Path(str(files(__name__).joinpath("articles")))
