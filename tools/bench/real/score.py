"""Scores meetings: a JSON list of `{"name", "reference", "arrivals"}` in, the same with figures out.

    python score.py < runs.json > scores.json

Error rates count words, characters in Japanese, Chinese and Korean; `ja (kana)` is Japanese by its readings.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from accuracy import Counts, accuracy_of, doubled_phrases, scraps, wrong_language_lines
from copies import copies_of
from meeting import SOURCES, meeting_of
from timing import Delay, delays_of, steadiness_of


def score(reference: list[dict[str, Any]], arrivals: list[dict[str, Any]]) -> dict[str, object]:
    """All that is known of one run."""
    meeting = meeting_of(reference, arrivals)
    accuracy = accuracy_of(meeting)
    by_language = dict(accuracy.by_language)
    if "ja" in meeting.languages:
        by_language["ja (kana)"] = accuracy_of(meeting, as_kana=True).by_language["ja"]
    finals = [final for source in SOURCES for final in meeting.finals(source)]
    delays: dict[str, list[Delay]] = vars(delays_of(meeting, accuracy.matches))
    return {
        "languages": {language: _counted(counts) for language, counts in sorted(by_language.items())},
        "all": _counted(_sum(list(accuracy.by_language.values()))),
        "finals": len(finals),
        "doubled": doubled_phrases(meeting),
        "copies": asdict(copies_of(meeting)),
        "scraps": scraps(meeting),
        "wrongLanguage": wrong_language_lines(meeting),
        "lost": accuracy.lost,
        "delaysMs": {name: _spread([delay.ms for delay in found]) for name, found in delays.items()},
        "slowest": {name: _slowest(found) for name, found in delays.items()},
        "steadiness": asdict(steadiness_of(meeting)),
        "text": {source: [final.text for final in meeting.finals(source)] for source in SOURCES},
    }


def _counted(counts: Counts) -> dict[str, object]:
    rates = {"errorRate": counts.error_rate, "recall": counts.recall, "precision": counts.precision}
    return {**asdict(counts), **rates}


def _sum(all_counts: list[Counts]) -> Counts:
    total = Counts()
    for counts in all_counts:
        for name, value in asdict(counts).items():
            setattr(total, name, getattr(total, name) + value)
    return total


def _spread(values: list[float]) -> dict[str, float | None]:
    """Nearest rank."""
    ordered = sorted(values)
    ranks = {"p50": 0.5, "p95": 0.95}
    return {
        name: round(ordered[max(0, -(-int(share * 100) * len(ordered) // 100) - 1)]) if ordered else None
        for name, share in ranks.items()
    }


def _slowest(delays: list[Delay]) -> list[dict[str, object]]:
    """The three that were waited for longest, and what for."""
    longest = sorted(delays, key=lambda delay: -delay.ms)[:3]
    return [{"ms": round(delay.ms), "caption": delay.caption} for delay in longest]


if __name__ == "__main__":
    scored = [
        {"name": run["name"], **score(run["reference"], run["arrivals"])} for run in json.load(sys.stdin)
    ]
    json.dump(scored, sys.stdout, ensure_ascii=False)
