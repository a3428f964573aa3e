"""Decisions saved, and the records made anew that they touch."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from detente.model import Decision
from detente.pipeline.run import RunReport, run
from detente.settings import Running, Settings
from detente.store.connect import WriterLock, create, reading, writing
from detente.store.decisions import last_settings, save_decisions


def decide(path: Path, decisions: Sequence[Decision]) -> RunReport:
    """Save decisions in the database at ``path``, and merge with the settings of its last run.

    Decisions that are there already are left out; they are saved in one transaction, so that a
    merge that was stopped is made up for by the next run.

    Raises:
        StoreBusyError: another process is writing.
        StoreError: the file is no database of this version, or cannot be written.
    """
    create(path)  # brings an older database to the present schema
    settings = settings_of(path)
    with WriterLock(path), writing(path) as connection:
        save_decisions(connection, decisions)
    return run((), path, settings)


def settings_of(path: Path) -> Settings:
    """Return the settings that the records of a database were made with; one process.

    Those of a run whose settings this version does not know are the defaults.
    """
    with reading(path) as connection:
        text = last_settings(connection)
    try:
        found = msgspec.json.decode(text or "{}", type=Settings)
    except msgspec.DecodeError:
        found = Settings()
    return msgspec.structs.replace(found, running=Running())
