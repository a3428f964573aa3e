"""What is installed as layers of the actor tables."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detente.entities.directory_records import LayerInfo
from detente.entities.layers_entries import read_entries
from detente.entities.layers_files import read_corrections
from detente.entities.tables import rows
from detente.entities.tenure_records import SHIPPED
from detente.entities.tenure_rows import shipped_tenures
from detente.entities.update_layer import SUFFIX, UpdateFile, read_update_files, update_paths
from detente.settings import Actors

_LEADERS = frozenset({"HOS", "HOG"})


def installed(actors: Actors) -> tuple[LayerInfo, ...]:
    """Return the layers of the settings, the lowest first.

    The shipped tables tell until the last day on which most of their leaders were confirmed.

    Raises:
        LayerError: an update or corrections file is broken; names file and line.
    """
    return (_shipped(), *_updates(actors), *_corrections(actors))


def _shipped() -> LayerInfo:
    tenures = list(shipped_tenures())
    return LayerInfo(
        layer=SHIPPED,
        path=None,
        as_of=Counter(one.asof for one in tenures if one.kind in _LEADERS and one.asof).most_common(
            1
        )[0][0],
        persons=sum(1 for _ in rows("persons.csv.gz")),
        tenures=len(tenures),
    )


def _updates(actors: Actors) -> Iterator[LayerInfo]:
    if actors.updates is None:
        return
    folder = Path(actors.updates)
    for path, file in zip(update_paths(folder), read_update_files(folder), strict=True):
        yield _update(path, file)


def _update(path: Path, file: UpdateFile) -> LayerInfo:
    return LayerInfo(
        layer=file.layer,
        path=str(path),
        as_of=file.answered,
        persons=len({row.person for row in file.rows}),
        tenures=len(file.rows),
        refused=len(file.refused),
        note=f"{path.name.removesuffix(SUFFIX)}, answered by {file.endpoint}",
    )


def _corrections(actors: Actors) -> Iterator[LayerInfo]:
    if actors.corrections is None:
        return
    entries = read_entries(read_corrections(actors.corrections), actors.corrections)
    kinds = [entry.kind for entry in entries]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    yield LayerInfo(
        layer="corrections",
        path=actors.corrections,
        as_of=None,
        persons=kinds.count("person"),
        tenures=kinds.count("tenure"),
        note=counts or "empty",
    )
