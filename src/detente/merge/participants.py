"""The parties of a record: each once, in its most specific words, on the side most reports say."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.merge.parties import match_party
from detente.merge.reports import Report, is_individual, party_key
from detente.model import Participant

_Sides = tuple[tuple[Participant, ...], tuple[Participant, ...]]


@dataclass(slots=True)
class _Party:
    """One party as the reports name it; ``balance``: votes that it acts, less those it receives."""

    names: list[Participant] = field(default_factory=list)
    told_by: set[str] = field(default_factory=set)
    balance: int = 0
    first_acts: bool = True

    def add(self, participant: Participant, votes: int) -> None:
        if not self.names:
            self.first_acts = votes > 0
        self.names.append(participant)
        self.balance += votes

    @property
    def acts(self) -> bool:
        return self.balance > 0 or (self.balance == 0 and self.first_acts)


def merged_sides(reports: Sequence[Report], mode: str | None) -> _Sides:
    """Return the actors and recipients of a record.

    A party told several times is kept in its most specific words (a person, then an office, a
    body, a state); one told on both sides stands where most reports have it, on a tie where the
    first has it; reports of the record's ``mode`` count before all others, for a mode may tell
    who visits whom. A state is left out beside its own officials.
    """
    parties: list[_Party] = []
    for report in reports:
        votes = len(reports) + 1 if mode and report.event.mode == mode else 1
        _add_all(parties, report, votes)
    kept = [party for party in parties if not _is_folded(party, parties)]
    actors = tuple(_best_name(party) for party in kept if party.acts)
    return actors, tuple(_best_name(party) for party in kept if not party.acts)


def _add_all(parties: list[_Party], report: Report, votes: int) -> None:
    sided = [(actor, votes) for actor in report.event.actors]
    sided += [(recipient, -votes) for recipient in report.event.recipients]
    for participant, vote in sided:
        fitting = (party for party in parties if _is_one(participant, party.names[0]))
        party = next(fitting, None)
        if party is None:
            party = _Party()
            parties.append(party)
        party.add(participant, vote)
        party.told_by.add(report.event.id)


def _is_one(one: Participant, other: Participant) -> bool:
    return is_individual(one) == is_individual(other) and match_party(one, other) > 0


def _is_folded(party: _Party, parties: Sequence[_Party]) -> bool:
    # "Russia" and "Shoigu" in two reports of one meeting are one party of it. Where one report
    # names both, the state stays only if it would leave its side empty.
    name = party.names[0]
    if is_individual(name):
        return False
    officials = [
        other
        for other in parties
        if is_individual(other.names[0]) and party_key(other.names[0]) == party_key(name)
    ]
    has_company = any(other is not party and other.acts == party.acts for other in parties)
    return any(has_company or not other.told_by & party.told_by for other in officials)


def _best_name(party: _Party) -> Participant:
    return max(party.names, key=_specificity)


def _specificity(participant: Participant) -> tuple[bool, bool, bool, float, int]:
    return (
        participant.kind == "person",
        participant.entity is not None,
        participant.office_type is not None,
        participant.confidence,
        len(participant.text),
    )
