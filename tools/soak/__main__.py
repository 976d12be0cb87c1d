"""Run the proofs and write what came of them: `python -m soak [rebuilds] [standings] …`."""

import sys
from pathlib import Path

from soak import kills, pairs, previews, rebuilds, standings, swaps, through_years, visit, whole_tests
from soak.report import Result, write

ROOT = Path(__file__).resolve().parents[2]

PROOFS = {
    "rebuilds": rebuilds.run,
    "standings": standings.run,
    "previews": previews.run,
    "tests": whole_tests.run,
    "swaps": swaps.run,
    "kills": kills.run,
    "pairs": pairs.run,
    "years": through_years.run,
    "visit": visit.run,
}


def main(names: list[str]) -> int:
    """Run the proofs named, all if none; gives 1 if any failed."""
    results: dict[str, list[Result]] = {}
    for name in names or PROOFS:
        print(f"{name} …", flush=True)
        results[name] = list(PROOFS[name]())
        for one in results[name]:
            print(f"  {'OK ' if one.passed else 'FEL'} {one.what}: {one.measured}", flush=True)
    write(ROOT / "docs" / "soak.md", results)
    return int(any(not one.passed for section in results.values() for one in section))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
