"""Where what the coder knows of a language lies (docs/languages.md)."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

# The language that articles are coded in. No other one is shipped, on purpose.
LANGUAGE: Final = "en"


def language_file(package: str, name: str, language: str = LANGUAGE) -> Traversable:
    """Return a file of a language's folder in a package's data; it need not be there.

    Args:
        package: whose data, such as "detente.coding".
        name: the file's name, such as "topics_words.toml".
        language: an ISO 639-1 code, the folder's name.
    """
    return files(package).joinpath("data", language, name)
