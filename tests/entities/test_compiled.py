import gzip

import msgspec
import pytest

from detente.entities import compiled
from detente.entities.tenure import TenureRows, tenure_rows
from detente.entities.tenure_records import Rival

ROWS = ["one", "two"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "_folder", lambda: tmp_path)
    compiled.tables_digest.cache_clear()
    (tmp_path / "states.csv").write_text("iso3\nPER\n")
    yield tmp_path
    compiled.tables_digest.cache_clear()


def _write(folder, rows):
    (folder / compiled.file_name("names")).write_bytes(compiled.compiled_bytes(rows))


def test_what_is_compiled_is_read_as_it_was(folder):
    _write(folder, ROWS)
    assert compiled.read_compiled("names", list[str]) == ROWS


def test_what_is_not_there_is_none(folder):
    assert compiled.read_compiled("names", list[str]) is None


def test_what_was_made_of_other_tables_is_none(folder):
    _write(folder, ROWS)
    (folder / "states.csv").write_text("iso3\nPER\nBRA\n")
    compiled.tables_digest.cache_clear()
    assert compiled.read_compiled("names", list[str]) is None


def test_what_was_written_in_another_form_is_none(folder):
    _write(folder, {"one": 1})
    assert compiled.read_compiled("names", list[str]) is None


def test_the_same_rows_give_the_same_bytes(folder):
    assert compiled.compiled_bytes(ROWS) == compiled.compiled_bytes(list(ROWS))
    assert gzip.decompress(compiled.compiled_bytes(ROWS)).endswith(msgspec.msgpack.encode(ROWS))


def test_the_tenures_compiled_are_those_of_the_tables():
    found = compiled.read_compiled("tenures", TenureRows)
    assert found == tenure_rows()
    assert all(isinstance(one, Rival) for one in found.rivals)
