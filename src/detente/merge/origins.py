"""Where a report comes from in the end: copies, agency credits and quoted outlets fold into one.

A record counts reports (events), articles, and origins. Two papers that print one agency's text
are one origin; so are two that say "TASS reported", and two articles of one outlet.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.clean.late_patterns import LatePattern, any_name
from detente.clean.shingles import Integers, containment, shingle_sets
from detente.merge.reports import Report
from detente.merge.tables import Agencies
from detente.model import Document, NearDuplicate, Participant

UNNAMED_AGENCY = "an unnamed agency"
# Where credits stand: the dateline in the first lines, the line at the foot.
_HEAD_CHARACTERS = 400
_FOOT_CHARACTERS = 160
_SHORTEST_INITIALS = 3
# A brief of two or three sentences that credits one outlet has all it tells from there; in a longer
# article only the sentences that say so have.
_BRIEF_CHARACTERS = 500
# A sentence of so many three-word sequences is repeated, if so large a part of the shorter one
# stands in the other, published within so many days. Shorter ones agree by chance.
_FEWEST_SHINGLES = 8
_REPEATED_FROM = 0.6
_SAME_DAYS = 3
_MOST_COMPARED = 200
_WORD = re.compile(r"\w+")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+)(?:\.[a-z]{2,4}){1,2}/?")
# Words of so many names of outlets that they tell none apart.
_OF_MANY = frozenset(
    {"Times", "Post", "News", "Today", "Daily", "World", "Press", "Agency", "Herald", "Journal"}
)
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"


@dataclass(frozen=True, slots=True)
class Credits:
    """Patterns that find the names of agencies and outlets where they are credited.

    ``names`` are those known, by each of their forms; ``agencies`` the agencies among them.
    ``new_agency`` and ``new_foot`` find agencies that no table has: their group is the name.
    ``chain`` finds whom a source names as its own, ``passed_on`` who hands another's words on,
    ``signed`` are the lines of one agency, by name.
    ``keys`` are the longest words of names: a text with none of them credits nobody known.
    """

    names: Mapping[str, str]
    agencies: frozenset[str]
    dateline: LatePattern
    foot: LatePattern
    attribution: LatePattern
    new_agency: LatePattern
    new_foot: LatePattern
    kinds: LatePattern
    chain: LatePattern
    passed_on: LatePattern
    signed: Mapping[str, str]
    keys: frozenset[str]

    def may_credit(self, text: str) -> bool:
        """Whether a text has a word of a known name; soon answered, unlike the patterns."""
        return not self.keys.isdisjoint(_WORD.findall(text))

    def named(self, match: re.Match[str]) -> str:
        """Return the agency or outlet that a match credits."""
        alias = next(group for group in match.groups() if group)
        return self.names.get(alias, UNNAMED_AGENCY)

    def attributed(self, text: str) -> list[str]:
        """Return the outlets and agencies that the words of a text give as its source."""
        found = self.attribution.finditer(text) if self.may_credit(text) else ()
        known = [self.named(match) for match in found]
        new = [match[1] for match in self.new_agency.finditer(text)]
        return [*known, *(self.names.get(name, name) for name in new)]

    def source(self, text: str) -> str | None:
        """Return the outlet that the words of a text give as its source, the last of a chain.

        Of several that no chain ties together, the first.
        """
        found = self.attributed(text)
        if len(found) > 1:
            chained = [match[1] for match in self.chain.finditer(text)]
            found = [self.names[name] for name in chained[-1:]] or found
        return found[0] if found else None


def read_credits(agencies: Agencies, outlets: Iterable[str]) -> Credits:
    """Return patterns for the known agencies and outlets, and for the outlets of this corpus.

    The domain of an outlet ("aljazeera.com") is another name of it.
    """
    sites = {
        _compact(name): known for name, known in {**agencies.outlets, **agencies.aliases}.items()
    }
    of_corpus = {name: sites.get(_site(outlet), outlet)
                 for outlet in sorted(outlets) for name in _names(outlet)}  # fmt: skip
    names = of_corpus | dict(agencies.aliases)
    all_names = dict(agencies.outlets) | names
    known = any_name(all_names)
    credited = any_name([*names, *agencies.unnamed])
    no_credit = _any_of(agencies.not_credits)
    shouted = {name.upper() for name in names}
    return Credits(
        names={name.upper(): outlet for name, outlet in names.items()} | all_names,
        agencies=frozenset(agencies.aliases.values()),
        dateline=_dateline(credited, any_name([*sorted(shouted), *names])),
        foot=_foot(credited, agencies),
        attribution=_attribution(known, agencies),
        new_agency=_new_agency(agencies),
        new_foot=LatePattern(rf"[.!?”\"] \((?!(?:{no_credit})\b)({_NAME})\)\s*\Z"),
        kinds=LatePattern(rf" (?:{_any_of(agencies.kinds)})$"),
        chain=LatePattern(
            rf"\b(?i:{_any_of(agencies.chain)})(?! (?:by|in)\b) (?:[\w’']+ ){{0,4}}?({known})\b"
        ),
        passed_on=LatePattern(rf"\b(?i:{_any_of(agencies.passed_on)}) (?:[Tt]he )?({known})\b"),
        signed=agencies.signed,
        keys=frozenset(_key(name) for name in (*all_names, *shouted, *agencies.unnamed)),
    )


def _site(outlet: str) -> str:
    """Return the name in a domain ("www.ft.com": "ft"), "" of what is none."""
    found = _DOMAIN.fullmatch(outlet.casefold())
    return found[1].replace("-", "") if found else ""


def _compact(name: str) -> str:
    return re.sub(r"^the|\W", "", name.casefold())


def _key(name: str) -> str:
    words: list[str] = _WORD.findall(name) or [name]
    return max(words, key=lambda word: (word not in _OF_MANY, len(word)))


def _dateline(credited: str, shouted: str) -> LatePattern:
    """Return "(AP) -", "/TASS/.", "TASS - ", "TASS, 27 May", "27 May – RIA.", "By X, Reuters"."""
    return LatePattern(
        rf"^[^\n]{{0,60}}[(/\[]\s*({credited})\s*[)/\]]\s*(?:[-—–:.]|$)"
        rf"|^\s*({shouted})(?: ?[—–|:] | --? |, [A-Z][a-z]+\.? \d{{1,2}}\b)"
        rf"|^[^\n]{{3,60}}[-—–] ?({credited})[.:] "
        rf"|^By (?:[^\n]{{0,60}}, )?({credited})(?: (?:[Ss]taff|[Rr]eporters?|[Nn]ews))?$",
        re.MULTILINE,
    )


def _foot(credited: str, agencies: Agencies) -> LatePattern:
    """Return "— Reuters", "(AFP)", "AFP/ab" on a line of its own, "With inputs from PTI"."""
    return LatePattern(
        rf"(?:[—–(/]|--|-\s)\s*({credited})\s*[)/.]?\s*$"
        rf"|^({credited})(?:/\w+)*\s*$"
        rf"|(?i:{_any_of(agencies.foot)})(?: \d{{4}})?(?: by)? (?:The |the )?({credited})\b",
        re.MULTILINE,
    )


def _attribution(known: str, agencies: Agencies) -> LatePattern:
    """Return "TASS has reported", "reports AFP", "according to the agency TASS"."""
    reported, according = _any_of(agencies.reported), _any_of(agencies.according)
    between = rf"(?:(?:{_any_of(agencies.between)}) )*"
    return LatePattern(
        rf"\b({known})(?:['’]s)?(?i: news)?(?i: agency)? {between}(?i:{reported})\b"
        rf"|(?i:{according}) (?:[\w’']+ ){{0,4}}?({known})\b"
        rf"|, (?:reports|reported|writes) ({known})\b"
    )


def _new_agency(agencies: Agencies) -> LatePattern:
    """Return "the X agency reported", "Iran's X news agency said", with the name as a group."""
    none, between = _any_of(agencies.not_agencies), _any_of(agencies.between)
    return LatePattern(
        rf"\b(?:[Tt]he|[A-Z]\w+['’]s) (?!(?:{none})\b)({_NAME}) (?:news )?agency "
        rf"(?:(?:{between}) )*(?i:{_any_of(agencies.reported)})\b"
    )


def _names(outlet: str) -> Iterator[str]:
    """Yield an outlet's name, without what stands in brackets, and its initials."""
    bare = re.sub(r"\s*\([^)]*\)$", "", outlet)
    initials = "".join(word[0] for word in bare.split() if word[0].isupper())
    yield from (name for name in (outlet, bare) if len(name) > 1)
    if len(initials) >= _SHORTEST_INITIALS:
        yield initials


def article_origins(
    documents: Iterable[Document], near_duplicates: Iterable[NearDuplicate], credits_: Credits
) -> dict[str, str]:
    """Return the origin of each article: an agency or outlet by name, else the article's id.

    A near-duplicate has the origin of its original.
    """
    own = {document.article.id: _credited(document, credits_) for document in documents}
    originals = {copy.article_id: copy.original_id for copy in near_duplicates}
    return {id_: own.get(originals.get(id_, id_), origin) for id_, origin in own.items()}


def report_origin(report: Report, articles: Mapping[str, str], credits_: Credits) -> str:
    """Return the origin of one report: whom its sentence credits, else its article's origin."""
    vouching = report.event.claimed_by
    if vouching and (named := _known_outlet(vouching, credits_)):
        # The coder's source may name another as its own.
        return credits_.source(report.sentence) or named
    return credits_.source(report.sentence) or articles[report.article.id]


def with_repeats(reports: Sequence[Report], origins: Mapping[str, str]) -> dict[str, str]:
    """Return the origins of one record's reports: copied sentences and chains have their source's.

    A report that has another's sentence, or says so of an outlet all of whose own reports come
    from one other source, has the origin of that. ``reports`` are ordered by rank: of two in the
    same words the later repeats the earlier, if both are of the same days. At most some hundred
    sentences are compared with.
    """
    found = dict(origins)
    told: list[tuple[Report, Integers]] = []
    sentences = shingle_sets(report.sentence for report in reports) if len(reports) > 1 else ()
    for report, words in zip(reports, sentences, strict=False):
        if len(words) < _FEWEST_SHINGLES:
            continue
        first = next((one for one, other in told if _repeats(report, words, one, other)), None)
        if first is not None:
            found[report.event.id] = found[first.event.id]
        elif len(told) < _MOST_COMPARED:
            told.append((report, words))
    sources = _sources(reports, found)
    return {id_: sources.get(origin, origin) for id_, origin in found.items()}


def _sources(reports: Sequence[Report], origins: Mapping[str, str]) -> dict[str, str]:
    """Return the source of each outlet all of whose reports come from one other source."""
    by_outlet: dict[str, set[str]] = {}
    for report in reports:
        if outlet := report.article.outlet:
            by_outlet.setdefault(outlet, set()).add(origins[report.event.id])
    return {
        outlet: next(iter(sources))
        for outlet, sources in by_outlet.items()
        if len(sources) == 1 and sources != {outlet}
    }


def _repeats(report: Report, words: Integers, earlier: Report, others: Integers) -> bool:
    days = report.published, earlier.published
    is_near = days[0] and days[1] and abs((days[0] - days[1]).days) <= _SAME_DAYS
    return bool(is_near) and containment(words, others) >= _REPEATED_FROM


def is_credited(document: Document, credits_: Credits) -> bool:
    """Whether an article is an agency's own, or carries an agency's credit."""
    outlet = document.article.outlet or ""
    bare = re.sub(r"\s*\([^)]*\)$", "", outlet)
    is_agency = credits_.names.get(outlet) in credits_.agencies or credits_.kinds.search(bare)
    return bool(is_agency) or _agency(document, credits_) is not None


def _credited(document: Document, credits_: Credits) -> str:
    article = document.article
    outlet = credits_.names.get(article.outlet or "", article.outlet)
    return (
        _agency(document, credits_)
        or _only_source(document.text or "", credits_)
        or outlet
        or article.id
    )


def _only_source(text: str, credits_: Credits) -> str | None:
    """Return the one outlet that a brief gives as its source."""
    if len(text) > _BRIEF_CHARACTERS:
        return None
    sources = set(credits_.attributed(text))
    if len(sources) > 1 and (credits_.chain.search(text) or credits_.passed_on.search(text)):
        return credits_.source(text)
    return sources.pop() if len(sources) == 1 else None


def _agency(document: Document, credits_: Credits) -> str | None:
    text = document.text or ""
    head, foot = text[:_HEAD_CHARACTERS], text[-_FOOT_CHARACTERS:]
    for part, pattern in ((head, credits_.dateline), (foot, credits_.foot)):
        match = pattern.search(part) if credits_.may_credit(part) else None
        if match:
            return credits_.named(match)
    signed = (name for line, name in credits_.signed.items() if line in foot)
    if name := next(signed, None):
        return name
    if new := credits_.new_foot.search(foot):
        return new[1]
    byline = re.split(r"[,/&]| and ", document.article.author or "")
    named = (credits_.names.get(part.strip()) for part in byline)
    return next(filter(None, named), None)


def _known_outlet(participant: Participant, credits_: Credits) -> str | None:
    named = (credits_.names.get(words or "") for words in (participant.name, participant.text))
    return next(filter(None, named), None)


def _any_of(words: Iterable[str]) -> str:
    # Longest first: "RIA Novosti" before "RIA".
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
