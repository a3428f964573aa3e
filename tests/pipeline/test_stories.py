"""Stories told step by step are those told of all articles at once."""

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.clean.fingerprint import signature
from detente.merge.stories import make_stories
from detente.model import Article, Document, NearDuplicate
from detente.pipeline import stories as telling
from detente.pipeline.merge_basis import merge_basis
from detente.pipeline.merging import merge_pending
from detente.settings import Settings
from detente.store import stories_state
from detente.store.connect import reading, writing
from detente.store.write import Writer

SETTINGS = Settings()
TABLES = ("stories", "story_articles", "story_aliases")
FIRST = dt.date(2024, 11, 20)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def made_up(n_happenings, seed=11):
    """Return articles on happenings that share names and words, some without a day, some copied."""
    chance = random.Random(seed)  # noqa: S311 - the same articles each time
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(400)]
    names = [word.capitalize() for word in chance.sample(words, 40)]
    made = []
    for _ in range(n_happenings):
        own = chance.sample(names, 3) + chance.sample(words, 5)
        made += happening(chance, own, words)
    return [article(number, text, day) for number, (text, day) in enumerate(made)]


def happening(chance, own, words):
    """Yield texts on a happening with their days, most within days, some after weeks."""
    day = FIRST + dt.timedelta(days=chance.randrange(160))
    for _ in range(chance.randrange(1, 7)):
        day += dt.timedelta(days=chance.choice((0, 0, 1, 3, 50)))
        text = " ".join(chance.choices(own, k=30) + chance.choices(words, k=30)) + "."
        yield text, None if chance.random() < 0.1 else day
        if chance.random() < 0.2:
            later = day + dt.timedelta(days=chance.choice((0, 1, 60)))
            yield text + " " + chance.choice(words), later


def article(number, text, day):
    outlet = f"The Daily {number % 7}" if number % 5 else f"Herald {number}"
    if number % 11 == 0:
        text += f" The Daily {number % 3} reported."
    head = Article(id=f"{number * 7919 % 10007:05}", body=text, outlet=outlet, published=day)
    return Document(article=head, text=text, fingerprint=signature(text))


ARTICLES = made_up(28)


def told(path, batches):
    """Add articles batch by batch and tell stories after each; return all rows of stories."""
    for batch in batches:
        with Writer(path) as writer:
            writer.add(batch)
            merge_pending(writer, path, SETTINGS, merge_basis(SETTINGS))
            telling.update_stories(writer, path)
    return rows(path)


def rows(path):
    with reading(path) as connection:
        return {
            name: connection.execute(
                f"SELECT * EXCLUDE (run_id) FROM {name} ORDER BY ALL"  # noqa: S608 - our own names
            ).fetchall()
            for name in TABLES
        }


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("stories") / "whole.duckdb"
    return path, told(path, [ARTICLES])


def test_the_made_up_articles_have_something_of_everything(whole):
    sizes = [row[5] for row in whole[1]["stories"]]
    with reading(whole[0]) as connection:
        copies = stories_state.copies(connection)
    assert max(sizes) > 3
    assert min(sizes) == 1
    assert len(copies) > 2
    assert any(one.article.published is None for one in ARTICLES)


def test_stories_in_the_database_are_those_made_in_memory(whole):
    path, made = whole
    with reading(path) as connection:
        texts = stories_state.story_texts(connection, [one.article.id for one in ARTICLES])
        copies = connection.execute("SELECT * EXCLUDE (run_id) FROM near_duplicates").fetchall()
    names = ("article_id", "original_id", "similarity", "reason")
    stories = make_stories(
        texts, [NearDuplicate(**dict(zip(names, row, strict=True))) for row in copies]
    )
    assert [(story.id, story.label, story.central_id) for story in stories] == [
        row[:3] for row in made["stories"]
    ]


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.randoms(use_true_random=False), size=st.sampled_from([1, 23]))
def test_order_and_batches_change_nothing(whole, tmp_path, order, size):
    articles = order.sample(ARTICLES, len(ARTICLES))
    path = tmp_path / f"{order.getrandbits(64)}.duckdb"
    late, early = articles[-2 * size :], articles[: -2 * size]
    batches = [early, *(late[start : start + size] for start in range(0, len(late), size))]
    assert told(path, batches) == whole[1]


def test_what_was_told_is_not_told_again(whole, tmp_path, monkeypatch):
    path = tmp_path / "x.duckdb"
    told(path, [ARTICLES[:-1]])
    anew = []
    label = telling.Labeller.__call__
    monkeypatch.setattr(
        telling.Labeller,
        "__call__",
        lambda self, vectors, texts: anew.append(texts) or label(self, vectors, texts),
    )
    assert told(path, [ARTICLES[-1:]]) == whole[1]
    n_stories = len(whole[1]["stories"])
    assert 0 < len(anew) < n_stories / 4
    anew.clear()
    told(path, [[]])
    assert anew == []


def test_a_run_that_was_stopped_before_its_stories_tells_them_with_the_next(whole, tmp_path):
    path = tmp_path / "x.duckdb"
    told(path, [ARTICLES[:40]])
    with Writer(path) as writer:
        writer.add(ARTICLES[40:])
        merge_pending(writer, path, SETTINGS, merge_basis(SETTINGS))
    assert told(path, [[]]) == whole[1]


def test_stories_without_what_they_were_made_of_are_told_anew(whole, tmp_path):
    path = tmp_path / "x.duckdb"
    told(path, [ARTICLES])
    with writing(path) as connection:
        for name in ("merge_story_terms", "merge_story_ties", "merge_story_pieces"):
            connection.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names
    with Writer(path) as writer:
        telling.update_stories(writer, path)
    assert kept(path) == kept(whole[0])
    assert rows(path) == whole[1]


def kept(path):
    """Return how many terms, ties and pieces are kept."""
    names = ("merge_story_terms", "merge_story_ties", "merge_story_pieces")
    with reading(path) as connection:
        return [connection.execute(f"SELECT count(*) FROM {name}").fetchall() for name in names]  # noqa: S608 - our own names
