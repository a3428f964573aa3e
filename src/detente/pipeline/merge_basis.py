"""What records rest on beside articles and decisions: when it changes, all are made anew."""

from collections.abc import Iterator
from hashlib import blake2b
from importlib import metadata, resources

from detente.entities.layers_files import layers_digest
from detente.settings import Settings
from detente.store.loading import Connection, value


def merge_basis(settings: Settings) -> str:
    """Return a digest of version, tables of merging, actor tables, and settings of merging."""
    digest = blake2b(digest_size=8)
    parts = (metadata.version("detente"), repr(settings.merging), layers_digest(settings.actors))
    digest.update("\x1f".join(map(str, parts)).encode())
    for data in _tables():
        digest.update(data)
    return digest.hexdigest()


def merged_on(connection: Connection) -> str | None:
    """Return the basis of the records in a database; None if that is not known."""
    found = value(connection, "SELECT max(basis) FROM merges")
    return None if found is None else str(found)


def _tables() -> Iterator[bytes]:
    folder = resources.files("detente.merge").joinpath("data")
    found = sorted(folder.iterdir(), key=lambda item: item.name)
    yield from (item.read_bytes() for item in found if item.is_file())
