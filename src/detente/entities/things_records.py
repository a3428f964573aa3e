"""A named thing, a hit on its name, and the tags that say how sure a name is."""

from typing import Final, NamedTuple

# Tags of lexicon entries: the name alone is enough; it needs a capital that no sentence start or
# neighbouring name explains; it needs a clue in the words around it; a surname needs the full name
# elsewhere in the text.
SURE: Final = "sure"
CAPITAL_ONLY: Final = "capital"
IN_CONTEXT: Final = "context"
SURNAME: Final = "surname"


class Thing(NamedTuple):
    """A named thing: a company, product, newspaper, treaty, river.

    ``id`` is "thing:" and its ``title``, the page of the English Wikipedia (underscores);
    ``former_titles`` are titles that page had before, ``title_2015`` is the one of about 2015, for
    links to older knowledge bases. ``country`` is an ISO3 code or PLOVER's
    MNC, IGO, UNO, EUR, NGO, IMG, "" if it is of no country. ``sector`` is a PLOVER sector, ""
    for what cannot act. ``parent`` is the id of the thing it belongs to, "" if none is known.
    ``variants`` are its other names.
    """

    id: str
    name: str
    title: str
    kind: str
    country: str
    sector: str
    parent: str
    variants: tuple[str, ...]
    former_titles: tuple[str, ...]
    title_2015: str


class ThingHit(NamedTuple):
    """Words ``first`` up to ``last`` (excluded) that name something, the likeliest first."""

    first: int
    last: int
    things: tuple[Thing, ...]
