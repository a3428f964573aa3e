"""Stories in the database: made once, asked by id, actor, pair and days."""

import datetime as dt

import pytest
from msgspec.structs import replace

import detente
from detente.errors import QueryError
from detente.merge.stories import story_id
from detente.pipeline.stories import update_stories
from detente.store.connect import reading
from detente.store.stories_state import waiting
from detente.store.write import Writer
from tests.store.corpus import CONFLICT, COPY, document, record

LATER = "Farmers of the north brought in the rice before the rains. The price fell by a tenth."


def elsewhere(id_):
    made = document(id_, outlet="Rice Courier")
    article = replace(made.article, published=dt.date(2025, 4, 1), title="Rice is in")
    nothing = dict.fromkeys(("sentences", "mentions", "links", "events", "statements"), ())
    rest = dict.fromkeys(("days", "places", "topics", "claims", "parses"), ())
    return replace(made, article=article, text=LATER, **nothing, **rest)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("stories") / "x.duckdb"
    with Writer(path) as writer:
        writer.add([document("a00001"), document("a00002", "Copycat"), elsewhere("a00003")])
        writer.replace_corpus([record("e00001", "e00002")], [CONFLICT], [COPY])
        update_stories(writer, path)
    with reading(path):  # held open: opening takes longer than most questions
        yield path


@pytest.fixture(scope="module")
def db(path):
    return detente.connect(path)


def test_every_article_is_in_one_story_the_latest_first(db):
    told = db.stories()
    assert [line.id for line in told] == [story_id("a00003"), story_id("a00001")]
    assert [(line.n_articles, line.n_outlets, line.n_origins) for line in told] == [
        (1, 1, 1), (2, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        ({"actor": "Shoigu"}, 1),
        ({"actor": "Malaysia"}, 1),
        ({"dyad": ("RUS", "MYS")}, 1),
        ({"several": True}, 1),
        ({"since": dt.date(2025, 3, 1)}, 1),
        ({"until": dt.date(2025, 3, 1)}, 1),
        ({"since": dt.date(2025, 5, 1)}, 0),
        ({"limit": 1}, 1),
        ({}, 2),
    ],
)
def test_stories_are_narrowed(db, asked, n):
    assert len(db.stories(**asked)) == n


def test_a_story_answers_to_its_id_to_one_it_might_have_had_and_to_its_articles(db):
    for asked in (story_id("a00001"), story_id("a00001")[:6], story_id("a00002"), "a00002"):
        assert db.story(asked).line.id == story_id("a00001")
    with pytest.raises(QueryError, match="no story with id"):
        db.story("ffffff")


def test_a_story_tells_its_articles_events_conflicts_and_who_copied_whom(db):
    view = db.story("a00001")
    assert [one.article.id for one in view.members] == ["a00001", "a00002"]
    assert [one.follows for one in view.members] == [None, "a00001"]
    assert [line.record.id for line in view.events] == ["feedbeef"]
    assert [line.conflict.id for line in view.conflicts] == ["x1"]


def test_stories_are_not_made_again_without_a_new_article(path):
    with reading(path) as connection:
        assert not waiting(connection)
    before = path.read_bytes()
    with Writer(path) as writer:
        update_stories(writer, path)
    assert path.read_bytes() == before
