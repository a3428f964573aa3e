"""What questions about stories are answered with."""

import datetime as dt

from detente.analyze.views import ArticleHead, ConflictLine, EventLine
from detente.model import Record


class StoryFilter(Record, frozen=True, kw_only=True):
    """Which stories are asked for. A field of None does not narrow.

    ``actor`` is a state, organisation or person that an article of the story names; ``dyad`` two
    countries with an event that the story tells; ``since``/``until`` days, both included, on which
    one of its articles may have been published. ``several`` leaves out stories of one article.
    """

    actor: str | None = None
    dyad: tuple[str, str] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    several: bool = False
    limit: int | None = None


class StoryLine(Record, frozen=True, kw_only=True):
    """A story as a line of a list.

    ``label`` are a few telling words, or the central article's title where no word tells more;
    ``title`` is that of the article most like all others. ``n_origins`` counts independent origins:
    copies, agency reports and articles of one outlet are folded. ``actors`` are those most of its
    articles name, as (id or code, name).
    """

    id: str
    label: str
    title: str | None
    central_id: str
    first_published: dt.date | None
    last_published: dt.date | None
    n_articles: int
    n_outlets: int
    n_origins: int
    actors: tuple[tuple[str, str], ...]


class StoryMember(Record, frozen=True, kw_only=True):
    """An article of a story: its origin, how like the story's middle it is, and by which words.

    ``follows`` is the article whose words it repeats, or, where it repeats nobody, the first
    article of its origin if that is an earlier one: who copied whom, by text or by credit.
    ``relation`` tells it in words.
    """

    article: ArticleHead
    origin: str
    likeness: float
    shared: tuple[str, ...]
    follows: str | None
    relation: str | None


class StoryView(Record, frozen=True, kw_only=True):
    """A story: its articles by time, the events they tell, and where they differ.

    ``former_ids`` are ids under which parts of it may have been known: it answers to them.
    """

    line: StoryLine
    members: tuple[StoryMember, ...]
    events: tuple[EventLine, ...]
    conflicts: tuple[ConflictLine, ...]
    former_ids: tuple[str, ...]
