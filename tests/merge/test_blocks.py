"""Which reports are compared: all that may be one event, without a square of comparisons."""

from merge_factories import ready, report

from detente.merge.blocks import candidates

TARGETS = [
    f"{thing} at {site}"
    for thing in ("depot", "bridge", "turbine", "refinery", "hangar", "reservoir", "substation")
    for site in ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivy")
]


def strike(number, target, article):
    return report(
        ("Russia",), ("Ukraine",), event_type="ASSAULT", action="hit", when="2025-02-26",
        text=f"A drone hit the {target} overnight, report {number}.", article=article,
    )  # fmt: skip


def test_in_a_crowded_week_reports_that_share_rare_words_are_still_compared():
    reports = ready(
        *(strike(1, target, f"a{n:02}") for n, target in enumerate(TARGETS)),
        *(strike(2, target, f"b{n:02}") for n, target in enumerate(TARGETS)),
    )
    by_article = {one.article.id: index for index, one in enumerate(reports)}
    pairs = set(candidates(reports))
    for n in range(len(TARGETS)):
        assert (by_article[f"a{n:02}"], by_article[f"b{n:02}"]) in pairs


def test_the_number_of_comparisons_does_not_grow_with_the_square():
    crowd = ready(*(strike(0, "town", f"c{n:04}") for n in range(600)))
    assert len(candidates(crowd)) < 600 * 30


def test_other_families_other_dyads_and_other_months_are_not_compared():
    reports = ready(
        report(when="2025-02-27"),
        report(when="2025-04-27", article="b1", published="2025-04-27"),
        report(("Lavrov",), ("Fidan",), when="2025-02-27", article="c1"),
        report(event_type="SANCTION", when="2025-02-27", article="d1"),
    )
    assert candidates(reports) == []
