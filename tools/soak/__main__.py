"""Run the proofs and write what came of them: `python -m soak [rebuilds] [standings] …`."""

import sys
from pathlib import Path

from soak import (
    kills,
    log_through_years,
    pairs,
    portals,
    previews,
    rebuilds,
    standings,
    swaps,
    through_years,
    visit,
    whole_tests,
    writers,
)
from soak.report import write

ROOT = Path(__file__).resolve().parents[2]

PROOFS = {
    "rebuilds": rebuilds.run,
    "standings": standings.run,
    "previews": previews.run,
    "tests": whole_tests.run,
    "swaps": swaps.run,
    "kills": kills.run,
    "pairs": pairs.run,
    "portals": portals.run,
    "years": through_years.run,
    "log": log_through_years.run,
    "visit": visit.run,
    "writers": writers.run,
    "published": whole_tests.published,
}


def main(names: list[str]) -> int:
    """Run the proofs named, all if none; gives 1 if any failed. Each is written down when it has ended."""
    held = True
    for name in names or PROOFS:
        print(f"{name} …", flush=True)
        results = []
        for one in PROOFS[name]():
            print(f"  {'OK ' if one.passed else 'FEL'} {one.what}: {one.measured}", flush=True)
            results.append(one)
        write(ROOT / "docs" / "soak.md", {name: results})
        held = held and all(one.passed for one in results)
    return int(not held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
