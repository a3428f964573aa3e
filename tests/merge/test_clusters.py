"""Reports of one event come together, and no others."""

from merge_factories import RULES, ready, report

from detente.merge.clusters import cluster_reports

TALKS = {"actors": ["Russia", "Turkey"], "recipients": [], "action": "talks"}


def grouped(*documents):
    groups = cluster_reports(ready(*documents), RULES)
    return sorted(sorted(one.article.id for one in group) for group in groups)


def talks(article, day, published, **more):
    text = f"Russia and Turkey held talks on grain in Ankara ({article})."
    return report(
        **TALKS | {"text": text, "when": day, "published": published, "article": article} | more
    )


def test_a_mention_of_the_month_joins_the_one_event_that_fits():
    held = talks("a1", "2025-03-04", "2025-03-04")
    later = talks("b1", "2025-03", "2025-05-10", text="Russia and Turkey talked in March.",
                  action="talked")  # fmt: skip
    assert grouped(held, later) == [["a1", "b1"]]


def test_a_mention_of_the_month_joins_neither_of_two():
    first, second = talks("a1", "2025-03-04", "2025-03-04"), talks("a2", "2025-03-19", "2025-03-19")
    later = talks("b1", "2025-03", "2025-05-10", text="Russia and Turkey talked in March.",
                  action="talked")  # fmt: skip
    assert grouped(first, second, later) == [["a1"], ["a2"], ["b1"]]


def test_what_was_put_off_ties_the_plan_to_what_came_of_it():
    plan = talks("a1", "2025-03-04", "2025-03-01", modality="planned",
                 text="Russia and Turkey will hold talks on grain in Ankara.")  # fmt: skip
    off = talks("b1", None, "2025-03-03", modality="denied",
                text="The talks of Russia and Turkey on grain were postponed.")  # fmt: skip
    held = talks("c1", "2025-04-02", "2025-04-02")
    assert grouped(plan, off, held) == [["a1", "b1", "c1"]]
    assert grouped(plan, held) == [["a1"], ["c1"]]


def test_two_rounds_that_both_took_place_stay_two_though_one_slipped():
    first = talks("a1", "2025-03-04", "2025-03-04")
    plan = talks("b1", "2025-03-05", "2025-03-03", modality="planned",
                 text="Russia and Turkey will hold talks on grain in Ankara.")  # fmt: skip
    second = talks("c1", "2025-03-06", "2025-03-06")
    assert ["a1", "c1"] not in grouped(first, plan, second)
    assert not any({"a1", "c1"} <= set(group) for group in grouped(first, plan, second))


def test_a_plan_that_nobody_put_off_is_no_later_visit_if_one_was_paid_on_its_day():
    visit = {"actors": ["Prabowo"], "recipients": ["China"], "mode": "visit", "action": "visit"}
    text = "Prabowo {} visit China."
    plan = report(**visit, text=text.format("will"), when="2025-03-10", modality="planned",
                  published="2025-03-06", article="a1")  # fmt: skip
    paid = report(**visit, text=text.format("did"), when="2025-03-10", published="2025-03-10",
                  article="b1")  # fmt: skip
    again = report(**visit, text=text.format("came to"), when="2025-04-02",
                   published="2025-04-02", article="c1")  # fmt: skip
    assert grouped(plan, again) == [["a1", "c1"]]
    assert grouped(plan, paid, again) == [["a1", "b1"], ["c1"]]


def test_what_tells_no_day_goes_to_the_meeting_of_just_its_parties():
    two = report(
        actors=["China", "Malaysia"], recipients=[], action="talks", when="2025-03-09",
        text="China and Malaysia held talks before the summit with Thailand.", article="a1",
        published="2025-03-09",
    )  # fmt: skip
    three = report(
        actors=["China", "Malaysia", "Thailand"], recipients=[], action="summit",
        when="2025-03-10", text="China, Malaysia and Thailand held a summit.", article="b1",
        published="2025-03-10",
    )  # fmt: skip
    later = report(
        actors=["China", "Malaysia", "Thailand"], recipients=[], action="summit",
        text="Malaysia, China and Thailand have held a summit.", article="c1",
        published="2025-03-10",
    )  # fmt: skip
    assert grouped(two, three, later) == [["a1"], ["b1", "c1"]]


def test_what_looks_far_back_joins_though_one_report_of_the_event_uses_other_words():
    sides = {"event_type": "RETREAT", "actors": ["Russia", "Ukraine"], "recipients": []}
    swap = report(**sides, action="exchanged", text="Russia and Ukraine exchanged prisoners.",
                  when="2025-01-03", published="2025-01-03", article="a1")  # fmt: skip
    home = report(**sides, action="welcomed", text="Kyiv welcomed prisoners whom Moscow exchanged.",
                  when="2025-01-03", published="2025-01-03", article="b1")  # fmt: skip
    later = report(**sides, action="exchange", text="They had held the last exchange before.",
                   published="2025-02-28", article="c1")  # fmt: skip
    assert grouped(swap, home, later) == [["a1", "b1", "c1"]]


def test_the_stops_of_a_visit_join_the_visit_told_with_all_its_days():
    trip = {"actors": ["Putin"], "recipients": ["Malaysia"], "mode": "visit"}
    whole = report(
        **trip, text="Putin will pay a visit to Malaysia.", action="visit", article="a1",
        modality="planned", when="2025-03-04..2025-03-06", published="2025-03-01",
    )  # fmt: skip
    first = report(
        **trip, text="Putin arrived at a Malaysian airfield.", action="arrived", article="b1",
        when="2025-03-04", where="Kuala Lumpur", published="2025-03-04",
    )  # fmt: skip
    later = report(
        **trip, text="Putin came to look at the port.", action="came", article="c1",
        when="2025-03-06", where="Putrajaya", published="2025-03-06",
    )  # fmt: skip
    assert grouped(whole, first, later) == [["a1", "b1", "c1"]]
