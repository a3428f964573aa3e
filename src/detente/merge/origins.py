"""Where a report comes from in the end: copies, agency credits and quoted outlets fold into one.

A record counts reports (events), articles, and origins. Two papers that print one agency's text
are one origin; so are two that say "TASS reported", and two articles of one outlet.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.merge.reports import Report
from detente.merge.tables import Agencies
from detente.model import Document, NearDuplicate, Participant

UNNAMED_AGENCY = "an unnamed agency"
# Where credits stand: the dateline in the first lines, the line at the foot.
_HEAD_CHARACTERS = 400
_FOOT_CHARACTERS = 160
_SHORTEST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Credits:
    """Patterns that find the names of agencies and outlets where they are credited."""

    names: Mapping[str, str]
    dateline: re.Pattern[str]
    foot: re.Pattern[str]
    attribution: re.Pattern[str]

    def named(self, match: re.Match[str]) -> str:
        """Return the agency or outlet that a match credits."""
        alias = next(group for group in match.groups() if group)
        return self.names.get(alias, UNNAMED_AGENCY)


def read_credits(agencies: Agencies, outlets: Iterable[str]) -> Credits:
    """Return patterns for the known agencies and for the outlets of this corpus."""
    of_corpus = {name: outlet for outlet in sorted(outlets) for name in _names(outlet)}
    names = of_corpus | dict(agencies.aliases)
    known = _any_of(names)
    credited = _any_of([*names, *agencies.unnamed])
    reported, according = _any_of(agencies.reported), _any_of(agencies.according)
    return Credits(
        names=names,
        dateline=re.compile(rf"[(/]\s*({credited})\s*[)/]"),
        foot=re.compile(rf"(?:[—–(/]|--|-\s)\s*({credited})\s*[)/.]?\s*$", re.MULTILINE),
        attribution=re.compile(
            rf"\b({known})(?:['’]s)?(?: news)?(?: agency)? (?i:{reported})\b"
            rf"|(?i:{according}) (?:[\w’']+ ){{0,4}}?({known})\b"
        ),
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
        return named
    match = credits_.attribution.search(report.sentence)
    return credits_.named(match) if match else articles[report.article.id]


def is_credited(document: Document, credits_: Credits) -> bool:
    """Whether the article carries an agency's credit in its dateline, at its foot or as author."""
    return _agency(document, credits_) is not None


def _credited(document: Document, credits_: Credits) -> str:
    article = document.article
    outlet = credits_.names.get(article.outlet or "", article.outlet)
    return _agency(document, credits_) or outlet or article.id


def _agency(document: Document, credits_: Credits) -> str | None:
    text = document.text or ""
    head, foot = text[:_HEAD_CHARACTERS], text[-_FOOT_CHARACTERS:]
    match = credits_.dateline.search(head) or credits_.foot.search(foot)
    if match:
        return credits_.named(match)
    byline = re.split(r"[,/&]| and ", document.article.author or "")
    named = (credits_.names.get(part.strip()) for part in byline)
    return next(filter(None, named), None)


def _known_outlet(participant: Participant, credits_: Credits) -> str | None:
    named = (credits_.names.get(words or "") for words in (participant.name, participant.text))
    return next(filter(None, named), None)


def _any_of(words: Iterable[str]) -> str:
    # Longest first: "RIA Novosti" before "RIA".
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
