"""Where reports of one event differ in its place."""

import math
from collections.abc import Iterator, Sequence

from detente.merge.conflict_sides import (
    DIFFERENT,
    FINER,
    Difference,
    Side,
    finer_sides,
    grade_of_rivals,
    sides_of,
)
from detente.merge.deed_kinds import STAY
from detente.merge.reports import Report
from detente.model import Place, Span

_RANK = {"country": 0, "region": 1, "city": 2}
# A suburb is told for its city, a seat of government for the capital beside it.
_NEIGHBOURS_KM = 40.0
# A palace or an air base so near a town is taken to lie in it.
_IN_TOWN_KM = 15.0
_TOWN = "PPL"  # how GeoNames' feature codes of towns begin
_EARTH_KM = 6371.0


def places_differ(reports: Sequence[Report]) -> Iterator[Difference]:
    """Yield a state and what lies in it, then places that exclude each other.

    Towns that are neighbours are different, not contradictory. A visit has several places.
    """
    sides = sides_of(reports, _name, _span)
    places = {side.value: _told_place(side.told[0].report) for side in sides}
    known = {name: place for name, place in places.items() if place}
    finer = finer_sides(sides, lambda one, other: _holds(known[one.value], known[other.value]))
    if finer:
        yield Difference("place", FINER, finer)
    finest = [side for side in sides if not _holds_any(known[side.value], known)]
    rivals = [side for side in finest if _has_rival(side, finest)]
    if len(rivals) > 1:
        near = all(_are_near(known[a.value], known[b.value]) for a in rivals for b in rivals)
        yield Difference("place", DIFFERENT if near else grade_of_rivals(rivals), tuple(rivals))


def _name(report: Report) -> str | None:
    place = _told_place(report)
    return place.name if place and place.country and not place.is_dateline else None


def _span(report: Report) -> Span | None:
    place = _told_place(report)
    return place.span if place else None


def _told_place(report: Report) -> Place | None:
    """Return the place of an event; who visits a state by its name is told to be in that state."""
    place, hosts = report.event.place, report.event.recipients
    if place is not None or report.deed != STAY or len(hosts) != 1:
        return place
    host = hosts[0]
    # "Paris" may stand for France, and a bare code is no name.
    is_named = host.name is not None and host.text.casefold() == host.name.casefold()
    if host.kind != "state" or not is_named or host.name == host.country:
        return None
    return Place(span=host.span, name=host.text, kind="country", country=host.country)


def _holds_any(place: Place, others: dict[str, Place]) -> bool:
    return any(_holds(place, other) for other in others.values())


def _holds(wide: Place, narrow: Place) -> bool:
    if wide.country != narrow.country:
        return False
    if _is_town(wide) and _is_site(narrow):
        return _are_near(wide, narrow, _IN_TOWN_KM)
    if _rank(wide) >= _rank(narrow):
        return False
    # A region holds the towns of its name; where the town's region is unknown, it may.
    return wide.kind == "country" or narrow.admin in {None, wide.name}


def _is_town(place: Place) -> bool:
    return (place.feature or "").startswith(_TOWN)


def _is_site(place: Place) -> bool:
    """Whether a place is a building, a base or the like, told by its own name."""
    return place.kind == "city" and place.feature is not None and not _is_town(place)


def _rank(place: Place) -> int:
    return _RANK.get(place.kind, 0)


def _has_rival(side: Side, sides: Sequence[Side]) -> bool:
    return any(other is not side and _exclude(side, other) for other in sides)


def _exclude(one: Side, other: Side) -> bool:
    if _are_two_stops(one, other):
        return False
    return one.is_plan != other.is_plan or not (_is_stay(one) or _is_stay(other))


def _are_two_stops(one: Side, other: Side) -> bool:
    """Whether two places of a visit lie in two of the states that are told to be visited."""
    if not (_is_stay(one) and _is_stay(other)):
        return False
    told = [telling.report for telling in (*one.told, *other.told)]
    places = {place.country for report in told if (place := _told_place(report))}
    hosts = {host.country for report in told for host in report.event.recipients}
    return len(places) > 1 and places <= hosts


def _is_stay(side: Side) -> bool:
    return any(telling.report.deed == STAY for telling in side.told)


def _are_near(one: Place, other: Place, within_km: float = _NEIGHBOURS_KM) -> bool:
    """Whether two places lie near each other: great-circle distance (haversine formula)."""
    degrees = (one.latitude, one.longitude, other.latitude, other.longitude)
    known = [math.radians(degree) for degree in degrees if degree is not None]
    if len(known) < len(degrees):
        return False
    north, east, north_other, east_other = known
    half = math.sin((north_other - north) / 2) ** 2
    half += math.cos(north) * math.cos(north_other) * math.sin((east_other - east) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half))) <= within_km
