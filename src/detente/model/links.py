"""Who, when and where: mentions, links, time expressions and places."""

from detente.model.base import Record, Span, When


class TimeExpression(Record, frozen=True, kw_only=True):
    """Words that tell a time, and the days they mean.

    ``kind`` is TIMEX3's type (DATE, TIME, DURATION, SET), ``value`` its value. ``when`` is None
    for durations, sets, and what cannot be resolved (no publication date). ``anchor`` says what
    it was resolved against: "absolute", "document", "text", or None. ``interval`` is the whole
    range that the expression is an end of ("from 24 to 28 February", "since 2019"; an open end is
    None), and ``interval_span`` its words; both ends carry the same range. ``zone``
    is the time zone that a time of day is told in: "UTC", "+05:30", or a name of the IANA table.
    """

    span: Span
    kind: str
    value: str | None
    when: When | None = None
    anchor: str | None = None
    mod: str | None = None
    is_dateline: bool = False
    interval: When | None = None
    interval_span: Span | None = None
    zone: str | None = None


class Mention(Record, frozen=True, kw_only=True):
    """A span that may mean an entity: a whole actor phrase ("Malaysia's Defence Minister X").

    ``kind`` is one of: state, person, organisation (IGOs, blocs, companies, NGOs), body
    (ministries, armies, parties, armed groups), role (a generic agent: "a senior diplomat",
    "Hungarian officials"), pronoun. ``head`` is the span of the words that carry the name or
    role itself, inside ``span``.
    """

    span: Span
    head: Span
    sentence: int
    kind: str


class Link(Record, frozen=True, kw_only=True):
    """Who a mention means, or an ``entity`` of None if nothing known fits.

    ``entity`` is an id of the registry (ISO3 for states, a person or organisation id);
    ``country`` is PLOVER's country field (ISO3, or IGO, UNO, EUR, NGO, MNC, IMG); ``sector`` a
    PLOVER sector; ``office`` the office held *on the article's date* in words, ``office_type`` its
    type (FM, DM, ...), ``office_state`` how that is known: confirmed, open, former, future.
    ``confidence`` is a probability in 0..1; ``runner_up`` the entity that came second;
    ``reason`` is in words. ``antecedent`` is the number of the earlier mention that a pronoun, a
    surname or "the minister" was read through; ``members`` the mentions that a plural one stands
    for ("the two leaders", "both sides"). ``layer`` says which table the person, office or body
    was taken from: shipped, update or user.
    """

    mention: int
    entity: str | None
    name: str | None = None
    kind: str = "state"
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    office_type: str | None = None
    office_state: str | None = None
    runner_up: str | None = None
    confidence: float = 0.0
    reason: str = ""
    antecedent: int | None = None
    members: tuple[int, ...] = ()
    layer: str | None = None


class Chain(Record, frozen=True, kw_only=True):
    """The words of one article that mean the same thing, in order of the text.

    ``spans`` hold names, descriptions ("the company", "the kingdom") and pronouns. ``mentions``
    are the numbers of the document's mentions among them. ``entity`` is an id of the tables or
    None; ``name`` the fullest name of the text or the table's; ``kind`` state, person,
    organisation, body, role, place, product, index or thing; ``title`` the title of its
    Wikipedia page where the tables know it.
    """

    spans: tuple[Span, ...]
    mentions: tuple[int, ...] = ()
    entity: str | None = None
    name: str | None = None
    kind: str = "thing"
    title: str | None = None


class Place(Record, frozen=True, kw_only=True):
    """A place named in the text. ``kind``: city, region, country. Degrees, WGS 84.

    A state has no coordinates, ever. ``admin`` is the name of the first-level division a city
    lies in; ``feature`` the GeoNames feature code (PPLC, PPLA, ADM1, PCLI, ...).
    """

    span: Span
    name: str
    kind: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    is_dateline: bool = False
    admin: str | None = None
    feature: str | None = None
    confidence: float | None = None
    reason: str = ""
