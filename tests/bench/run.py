"""`make bench`: is the site as fast as promised, reading on SQLite and PostgreSQL, writing on PostgreSQL?

Builds a city of 1,270 villages (6 counties, 58 townships, 60 elements, 12 quarters of full
reports) and one of 47,000 villages with the same 6 counties (full reports in the last quarter,
whose Totals stand for the other eleven too), measures both in one process an engine, prints
medians and ratios. Then (see writes.py) clerks save and submit the demonstration city of 1,270
villages over HTTP. Ends with status 1 when a promise is broken. `run.py reads` and `run.py writes`
measure one part only.
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
QUERIES_A_PAGE = 22
SLOWER_WITH_STATISTICS = 2
HEADROOM = 10  # how much faster the city's reports come in than the hour before the deadline asks
HOUR = 3600
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
STATISTICS = [
    ("an indicator's page with every village", "statistics.indicator"),
]
COMPARISON = ("a comparison of every village by eight indicators", "statistics.compare")
WRITES = [
    ("cell save, 8 clerks at once", "saves"),
    ("submitting a township, one after another", "county"),
    ("dashboard, 4 readers alone", "quiet"),
    ("submitting a township, 8 at once in the deadline hour", "sending"),
    ("dashboard, 4 readers in the deadline hour", "reading"),
]


def measure(engine: str, part: str) -> dict | None:
    """The result of one engine and part; None when this machine has no PostgreSQL server and CI is not set."""
    with tempfile.TemporaryDirectory(prefix="partybuild-bench-") as folder:
        command = [sys.executable, str(HERE / "engine.py"), part]
        environment = os.environ | {"VAR_DIR": folder, "DEBUG": "off", "CHART_SOURCE": "auto"}
        if engine == "SQLite":
            environment["DATABASE_URL"] = f"sqlite:///{folder}/city.sqlite3"
        else:
            command = [str(HERE.parent / "with_postgres.sh"), *command]
        print(f"{engine}: measuring {part}", file=sys.stderr, flush=True)
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
    for label, key in STATISTICS:
        slower = ms[key] / ms["page.default"]
        limit = f"<= {SLOWER_WITH_STATISTICS}"
        rows.append((f"{label} / dashboard", slower, limit, slower <= SLOWER_WITH_STATISTICS))
    rows.append(("queries of a page, 47,000 villages", large, f"<= {small}", large <= small))
    return rows


def show(results: dict[str, dict]) -> bool:
    """Print both tables; True when every promise is kept."""
    print(f"\n{'Median milliseconds':<54}" + "".join(f"{engine:>14}" for engine in results))
    for label, key in [*ROWS, *STATISTICS, COMPARISON]:
        print(f"{label:<54}" + "".join(f"{found['ms'][key]:>14.2f}" for found in results.values()))
    print("\nPromises (the page's data adds the catalogue, formulas, changes, ranking and evenness to its sums)")
    kept_all = True
    for engine, found in results.items():
        for what, value, limit, kept in promises(found):
            kept_all &= kept
            print(f"{engine:<12}{what:<52}{value:>10.2f}   {limit:<8}{'kept' if kept else 'BROKEN'}")
        compared = found["ms"][COMPARISON[1]] / found["ms"]["page.default"]
        print(f"{engine:<12}{'a comparison of every village / dashboard':<52}{compared:>10.2f}   (no promise)")
        beside = found["ms"]["naive"] / found["ms"]["data.default"]
        what = "naive sums / all of the page's data"
        print(f"{engine:<12}{what:<52}{beside:>10.2f}   (no promise)")
        print(f"{engine:<12}{found['compared']:,} sums and figures of the page equal the naive ones exactly")
    return kept_all


def show_writes(found: dict) -> bool:
    """Print what clerks wait for; True when every promise is kept."""
    print(f"\n{'Over HTTP on PostgreSQL':<54}{'requests':>10}{'a second':>10}{'median ms':>11}{'p95 ms':>10}")
    for label, key in WRITES:
        one = found[key]
        print(f"{label:<54}{one['number']:>10}{one['rate']:>10.1f}{one['median']:>11.0f}{one['p95']:>10.0f}")
    villages, county, sending = found["villages"], found["county"], found["sending"]
    print(f"a county of {villages['county']} villages submitted in {county['seconds']:.1f} s")
    print(
        f"the deadline hour: {villages['sending']:,} villages submitted in {sending['seconds']:.1f} s, "
        f"{villages['sending'] / sending['seconds']:.1f} a second"
    )
    slower = found["reading"]["p95"] / found["quiet"]["p95"]
    print(f"dashboard p95, in the deadline hour / alone: {slower:.2f} (no promise)")
    headroom = HOUR / sending["seconds"]
    kept_all = True
    print()
    for what, value, limit, kept in [
        (f"an hour / time for {villages['sending']:,} villages", headroom, f">= {HEADROOM}", headroom >= HEADROOM),
        ("requests and reports that failed", found["failures"], "= 0", found["failures"] == 0),
        ("totals that differ from the recompute", found["differences"], "= 0", found["differences"] == 0),
    ]:
        kept_all &= kept
        print(f"{'PostgreSQL':<12}{what:<52}{value:>10.2f}   {limit:<8}{'kept' if kept else 'BROKEN'}")
    return kept_all


def main(part: str = "") -> int:
    """Measure and show one part, or both without any."""
    kept = True
    if part != "writes":
        engines = {engine: found for engine in ("SQLite", "PostgreSQL") if (found := measured(engine, "reads"))}
        kept = show(engines)
    if part != "reads" and (found := measured("PostgreSQL", "writes")):
        kept = show_writes(found) and kept
    return 0 if kept else 1


def measured(engine: str, part: str) -> dict | None:
    found = measure(engine, part)
    if found is None:
        print(f"{engine}, {part}: NOT MEASURED, no server programs on this machine", file=sys.stderr)
    return found


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
