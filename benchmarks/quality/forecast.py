"""Who comes next: ``python -m benchmarks.quality forecast --gold FOLDER [--split test]``.

FOLDER has train, valid, perhaps test, entities and relations as Parquet (the layout of
``../shared/eval/forecast``). The ranking is fitted on the splits before the scored one and asked
single-step: a question of day t may use every fact before t, earlier scored days included.
Ranks are time-aware filtered, both directions, ties averaged, as ``score.py`` there has them;
``--out`` keeps the predictions as its ``--pred`` reads them.
"""

import argparse
import json
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from detente.forecast.ranking import Ranked, Ranker, RankingSettings, fit_ranking
from detente.forecast.ranking_facts import Facts, both_directions
from detente.forecast.ranking_files import save_ranker
from detente.forecast.ranking_lesson import LessonSettings
from detente.forecast.ranking_names import Attributes, attributes_of_names
from detente.forecast.ranking_queries import Queries, queries_between

SPLITS = ("train", "valid", "test")
_MIB = 2**10
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """A folder's facts before the scored split and in it, and what the names say."""

    history: Facts
    every: Facts
    attributes: Attributes
    first_day: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, rank, score and print; return the exit status."""
    options = _parser().parse_args(arguments)
    table = read_table(options.gold, options.split, options.split_file)
    began = _Clock()
    lesson = LessonSettings(questions=options.questions, days=options.days)
    settings = RankingSettings(lesson=lesson, seed=options.seed, nets=options.nets)
    ranker = fit_ranking(table.history, table.attributes, settings, _say)
    fitting, asking = began.spent(), _Clock()
    if options.model:
        save_ranker(ranker, options.model)
    ranked, queries = rank_split(ranker, table, options.part)
    spent = asking.spent()
    if options.out:
        write_predictions(ranked, options.out)
    figures = scored(ranked, queries, table.every.entities, table.every.relations)
    figures |= {
        "fitting_s": round(fitting[0], 1),
        "fitting_cpu_s": round(fitting[1], 1),
        "ms_per_query": round(1000 * spent[0] / len(queries), 2),
        "cpu_ms_per_query": round(1000 * spent[1] / len(queries), 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MIB,
    }
    print(json.dumps(figures, indent=1))
    return 0


class _Clock:
    """Wall and processor seconds since it was made; the second does not mind a busy machine."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def spent(self) -> tuple[float, float]:
        return time.perf_counter() - self._began[0], time.process_time() - self._began[1]


def read_table(folder: Path, split: str, split_file: Path | None) -> Table:
    """Return the facts before a split and with it, for a folder of the shared layout."""
    before = [_facts(folder / f"{name}.parquet") for name in SPLITS[: SPLITS.index(split)]]
    asked = _facts(split_file or folder / f"{split}.parquet")
    names = pq.read_table(folder / "entities.parquet").sort_by("id")["name"].to_pylist()
    relations = pq.read_metadata(folder / "relations.parquet").num_rows
    size = {"entities": len(names), "relations": relations}
    return Table(
        both_directions(np.concatenate(before), **size),
        both_directions(np.concatenate([*before, asked]), **size),
        attributes_of_names(names),
        int(asked[:, 3].min()),
    )


def rank_split(ranker: Ranker, table: Table, part: float) -> tuple[list[Ranked], Queries]:
    """Return the rankings of the scored split's days, and its questions with answers.

    A ``part`` below 1 asks only that part of the questions, drawn with a fixed seed.
    """
    queries = queries_between(table.every, table.first_day, int(table.every.day[-1]) + 1)
    if part < 1:
        queries = queries.take(np.random.default_rng(7).random(len(queries)) < part)
    return list(ranker.rank(table.every, table.attributes, queries)), queries


def scored(
    ranked: Sequence[Ranked], queries: Queries, entities: int, relations: int
) -> dict[str, Any]:
    """Return MRR and Hits of all answers, by direction too, and the recall of candidates."""
    ranks = np.concatenate([_ranks(day, entities) for day in ranked])
    inverse = queries.relation[queries.owner] >= relations
    listed = np.concatenate([_is_listed(day, entities) for day in ranked])
    return {
        "facts_ranked": len(ranks),
        "queries": len(queries),
        **_summary(ranks),
        "object": _summary(ranks[~inverse]),
        "subject": _summary(ranks[inverse]),
        "answers_among_candidates": round(float(listed.mean()), 4),
    }


def _ranks(day: Ranked, entities: int) -> Floats:
    """The rank of every answer of a day, other answers left out, ties averaged."""
    ranks = []
    begin = np.searchsorted(day.rows.query, np.arange(len(day.queries) + 1))
    answers = np.searchsorted(day.queries.owner, np.arange(len(day.queries) + 1))
    for number in range(len(day.queries)):
        part = slice(begin[number], begin[number + 1])
        score = np.full(entities, -np.inf)
        score[day.rows.candidate[part]] = day.score[part]
        right = day.queries.answers[answers[number] : answers[number + 1]]
        ranks.append(_ranks_of(score, right))
    return np.concatenate(ranks)


def _ranks_of(score: Floats, right: npt.NDArray[np.int64]) -> Floats:
    wrong = np.sort(np.delete(score, right))
    above = len(wrong) - np.searchsorted(wrong, score[right], "right")
    level = np.searchsorted(wrong, score[right], "right") - np.searchsorted(wrong, score[right])
    return 1 + above + level / 2


def _is_listed(day: Ranked, entities: int) -> npt.NDArray[np.bool_]:
    listed = day.rows.query * entities + day.rows.candidate
    return np.isin(day.queries.owner * entities + day.queries.answers, listed)


def _summary(ranks: Floats) -> dict[str, float]:
    hits = {f"Hits@{k}": round(float((ranks <= k).mean() * 100), 2) for k in (1, 3, 10)}
    return {"MRR": round(float((1 / ranks).mean() * 100), 2), **hits}


def write_predictions(ranked: Sequence[Ranked], path: Path) -> None:
    """Write one row a question: s, r, t, candidates and their scores."""
    days = [_prediction_rows(day) for day in ranked]
    pq.write_table(pa.concat_tables(days), path)


def _prediction_rows(day: Ranked) -> pa.Table:
    begin = np.searchsorted(day.rows.query, np.arange(len(day.queries) + 1)).astype(np.int32)
    return pa.table(
        {
            "s": day.queries.actor,
            "r": day.queries.relation,
            "t": day.queries.day,
            "cand": pa.ListArray.from_arrays(begin, day.rows.candidate.astype(np.int32)),
            "score": pa.ListArray.from_arrays(begin, day.score),
        }
    )


def _facts(path: Path) -> npt.NDArray[np.int64]:
    table = pq.read_table(path)
    return np.stack([table[column].to_numpy() for column in "srot"], axis=1).astype(np.int64)


def _say(step: str, done: int, of: int) -> None:
    if done in {0, of} or done % 10 == 0:
        print(f"{step}: {done} of {of}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchmarks.quality forecast",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of quadruples")
    parser.add_argument("--split", default="test", choices=("valid", "test"))
    parser.add_argument("--split-file", type=Path, help="the scored split, if not in the folder")
    parser.add_argument("--out", type=Path, help="keep the predictions (Parquet)")
    parser.add_argument("--model", type=Path, help="keep the fitted ranking in this folder")
    parser.add_argument("--part", type=float, default=1.0, help="ask a random part of questions")
    usual = RankingSettings()
    parser.add_argument(
        "--questions", type=int, default=usual.lesson.questions, help="learned from, at most"
    )
    parser.add_argument(
        "--days", type=int, default=usual.lesson.days, help="learned from, the last ones"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--nets", type=int, default=usual.nets, help="nets whose scores are averaged"
    )
    return parser
