"""The last step of a run: articles to stories, made anew when an article has come in."""

from pathlib import Path

from detente.merge.stories import make_stories
from detente.store import stories_write
from detente.store.connect import reading
from detente.store.write import Writer


def update_stories(writer: Writer, path: Path) -> None:
    """Make the stories of all articles again, if there is an article that no story has.

    The same articles give the same stories, in whatever order and batches they came.
    """
    with reading(path) as connection:
        if not stories_write.needs_stories(connection):
            return
        texts = list(stories_write.story_texts(connection))
        copies = stories_write.all_copies(connection)
        origins = stories_write.all_origins(connection, [text.id for text in texts])
        outlets = stories_write.outlets_by_article(connection)
    stories = make_stories(texts, copies)
    stories_write.replace_stories(writer, stories, origins=origins, outlets=outlets)
