"""Compile tables for a quick start: ``python -m tools.compile_tables [--check]``.

Writes ``src/detente/entities/data/compiled_<name>.msgpack.gz``: the registry, the tenures and the
things as a process needs them; and ``src/detente/clean/data/language_model.msgpack``: the model of
py3langid for the languages that are told apart. To be run after any of the tables, what reads them
or py3langid has changed; until then a process works them out itself, and takes a second longer to
start. ``--check`` writes nothing, and ends with status 1 if a file is out of step.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from detente import clean
from detente.clean import language_model
from detente.clean.language import known_languages
from detente.entities import compiled
from detente.entities.registry import registry_rows
from detente.entities.tenure import tenure_rows
from detente.entities.things import thing_rows

FOLDER = Path(compiled.__file__).parent / "data"
LANGUAGES = Path(clean.__file__).parent / "data" / language_model.FILE_NAME
MAKERS = {"registry": registry_rows, "tenures": tenure_rows, "things": thing_rows}


def main() -> None:
    """Write the files, or say which are out of step."""
    parser = argparse.ArgumentParser(prog="python -m tools.compile_tables", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    changed = changed_files()
    for path, content in changed.items():
        print(path.name)
        if not parser.parse_args().check:
            path.write_bytes(content)
    if changed and parser.parse_args().check:
        sys.exit(1)


def changed_files() -> Mapping[Path, bytes]:
    """Return the files that would hold something else if they were written now."""
    made = {FOLDER / compiled.file_name(name): make() for name, make in MAKERS.items()}
    written = {path: compiled.compiled_bytes(rows) for path, rows in made.items()}
    changed = {path: now for path, now in written.items() if now != _content(path)}
    # To pack the model takes long; that it is the model of the library is quickly seen.
    languages = known_languages()
    if not (LANGUAGES.is_file() and language_model.is_in_step(LANGUAGES.read_bytes(), languages)):
        changed[LANGUAGES] = language_model.packed_model(languages)
    return changed


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


if __name__ == "__main__":
    main()
