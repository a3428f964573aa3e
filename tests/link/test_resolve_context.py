import tomllib
from pathlib import Path

from coref_factories import read

CASES = tomllib.loads((Path(__file__).parent / "cases/coref_links.toml").read_text("utf-8"))
# Share of the cases that must be right; the rest are phrases that are no mention yet.
LEAST = 0.94


def words_of(document, number):
    span = document.mentions[number].span
    return document.text[span.start : span.end]


def wrong(case):
    """Return what is wrong with the link of a case's phrase, "" if nothing is."""
    document = read(case["text"], day=case["day"])
    named = [
        number
        for number in range(len(document.mentions))
        if words_of(document, number) == case["phrase"]
    ]
    if not named:
        return "no mention"
    link = document.links[named[-1]]
    members = [words_of(document, number) for number in link.members]
    wanted = case.get("members", [])
    if len(members) != len(wanted) or not all(
        any(word in one for one in members) for word in wanted
    ):
        return f"members {members}"
    through = words_of(document, link.antecedent) if link.antecedent is not None else ""
    if case.get("means", "") not in through:
        return f"read through {through!r}"
    return "" if case.get("country", link.country) == link.country else f"country {link.country}"


def test_pronouns_pairs_and_descriptions_stand_for_the_right_mention():
    found = {f"{case['phrase']}: {case['text']}": wrong(case) for case in CASES["cases"]}
    bad = {case: reason for case, reason in found.items() if reason}
    assert len(bad) <= (1 - LEAST) * len(found), bad
