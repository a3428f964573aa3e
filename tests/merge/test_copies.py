"""Articles that repeat another."""

from merge_factories import report

from detente.merge.copies import near_duplicates

WIRE = (
    "The secretary of the council arrived in the capital on Wednesday evening and was received by "
    "the prime minister on Thursday morning. The two spoke for an hour about schools, ports and "
    "the safety of ships in the strait, and agreed to let their experts go on in the spring. A "
    "second meeting, with the minister of defence, was set down for the afternoon of that day."
)
OTHER = (
    "Farmers in the north of the country have begun to bring in the rice two weeks before the "
    "usual time, because the rains came late and then would not stop; the price on the markets "
    "of the coast fell by a tenth, and the ministry has promised to buy what is left unsold."
)


def copies(*documents):
    return near_duplicates(documents, frozenset({"c"}))


def test_a_shortened_copy_is_found_and_points_at_the_first_published():
    first = report(article="b", text=WIRE, published="2025-02-27")
    cut = report(article="a", text=WIRE[:220], published="2025-02-28")
    (copy,) = copies(cut, first)
    assert (copy.article_id, copy.original_id) == ("a", "b")
    assert copy.similarity > 0.9


def test_of_one_day_the_agency_credited_article_is_the_original():
    papers = [report(article=id_, text=WIRE) for id_ in "abc"]
    assert [(copy.article_id, copy.original_id) for copy in copies(*papers)] == [
        ("a", "c"), ("b", "c"),
    ]  # fmt: skip


def test_an_article_without_a_day_is_never_the_original_of_a_dated_one():
    undated = report(article="a", text=WIRE, published=None)
    (copy,) = copies(undated, report(article="b", text=WIRE))
    assert copy.original_id == "b"


def test_other_texts_and_very_short_ones_are_no_copies():
    short = [report(article=id_, text="Talks were held.") for id_ in "de"]
    assert copies(report(text=WIRE), report(article="b", text=OTHER), *short) == ()


BRIEF = (
    "The council's secretary was received by the prime minister of the country on Thursday "
    "morning, and the two spoke of ports."
)
BRIEF_CUT = BRIEF.replace(" morning", "")


def test_a_brief_repeats_another_of_the_same_days_alone():
    first = report(article="a", text=f"{BRIEF} They spoke for an hour.", published="2025-02-27")
    same = report(article="b", text=BRIEF_CUT, published="2025-02-28")
    later = report(article="d", text=BRIEF_CUT, published="2025-05-01")
    assert [(one.article_id, one.original_id) for one in copies(first, same, later)] == [("b", "a")]


def test_of_one_day_and_without_credits_the_longest_is_the_original():
    papers = [report(article="a", text=WIRE[:250]), report(article="b", text=WIRE)]
    assert [(one.article_id, one.original_id) for one in copies(*papers)] == [("a", "b")]
