"""`make bench`: is the dashboard as fast as promised, on SQLite and on PostgreSQL?

Builds a city of 1,270 villages (6 counties, 58 townships, 60 elements, 12 quarters of full
reports) and one of 47,000 villages with the same 6 counties (full reports in the last quarter,
whose Totals stand for the other eleven too), measures both in one process an engine, prints
medians and ratios, and ends with status 1 when a promise is broken.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
NO_POSTGRESQL = 69
FASTER_THAN_NAIVE = 50
SLOWER_WHEN_LARGE = 1.5
QUERIES_A_PAGE = 12
ROWS = [
    ("a page's sums from Total, 1,270 villages", "sums"),
    ("the same sums by naive ORM, 1,270 villages", "naive"),
    ("the page's data (sums to ranking), 1,270 villages", "data.default"),
    ("the page's data (sums to ranking), 47,000 villages", "data.large"),
    ("whole page, 1,270 villages", "page.default"),
    ("whole page, 47,000 villages", "page.large"),
    ("page unchanged (304), 1,270 villages", "unchanged.default"),
    ("page unchanged (304), 47,000 villages", "unchanged.large"),
]


def measure(engine: str) -> dict | None:
    """The result of one engine; None when this machine has no PostgreSQL server and CI is not set."""
    with tempfile.TemporaryDirectory(prefix="partybuild-bench-") as folder:
        command = [sys.executable, str(HERE / "engine.py")]
        environment = os.environ | {"VAR_DIR": folder, "DEBUG": "off", "CHART_SOURCE": "auto"}
        if engine == "SQLite":
            environment["DATABASE_URL"] = f"sqlite:///{folder}/city.sqlite3"
        else:
            command = [str(HERE.parent / "with_postgres.sh"), *command]
        print(f"{engine}: building both cities", file=sys.stderr, flush=True)
        run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode == NO_POSTGRESQL and os.environ.get("CI") != "true":
        return None
    if run.returncode:
        sys.exit(f"{engine}: the measurement failed with status {run.returncode}")
    return json.loads(run.stdout.splitlines()[-1])


def promises(found: dict) -> list[tuple[str, float, str, bool]]:
    """(what, measured, limit, kept) of one engine."""
    ms, queries = found["ms"], found["queries"]
    faster = ms["naive"] / ms["sums"]
    slower = ms["data.large"] / ms["data.default"]
    rows = [
        ("naive ORM / Total, 1,270 villages", faster, f">= {FASTER_THAN_NAIVE}", faster >= FASTER_THAN_NAIVE),
        ("47,000 / 1,270 villages, page's data", slower, f"<= {SLOWER_WHEN_LARGE}", slower <= SLOWER_WHEN_LARGE),
    ]
    small, large = queries["page.default"], queries["page.large"]
    rows.append(("queries of a page, 1,270 villages", small, f"<= {QUERIES_A_PAGE}", small <= QUERIES_A_PAGE))
    rows.append(("queries of a page, 47,000 villages", large, f"= {small}", large == small))
    return rows


def show(results: dict[str, dict]) -> bool:
    """Print both tables; True when every promise is kept."""
    print(f"\n{'Median milliseconds':<54}" + "".join(f"{engine:>14}" for engine in results))
    for label, key in ROWS:
        print(f"{label:<54}" + "".join(f"{found['ms'][key]:>14.2f}" for found in results.values()))
    print("\nPromises (the page's data adds the catalogue, formulas, changes, ranking and evenness to its sums)")
    kept_all = True
    for engine, found in results.items():
        for what, value, limit, kept in promises(found):
            kept_all &= kept
            print(f"{engine:<12}{what:<42}{value:>10.2f}   {limit:<8}{'kept' if kept else 'BROKEN'}")
        beside = found["ms"]["naive"] / found["ms"]["data.default"]
        what = "naive sums / all of the page's data"
        print(f"{engine:<12}{what:<42}{beside:>10.2f}   (no promise)")
        print(f"{engine:<12}{found['compared']:,} sums and figures of the page equal the naive ones exactly")
    return kept_all


def main() -> int:
    results = {}
    for engine in ("SQLite", "PostgreSQL"):
        found = measure(engine)
        if found is None:
            print(f"{engine}: NOT MEASURED, no server programs on this machine", file=sys.stderr)
        else:
            results[engine] = found
    return 0 if show(results) else 1


if __name__ == "__main__":
    sys.exit(main())
