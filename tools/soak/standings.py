"""Every record stands somewhere every day of sixteen years, and changes on no other day than the one that it foretold.

All records of the portal's own content, and some drawn at random. Each process takes its share.
"""

import multiprocessing
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.status.facts import gather_facts
from pledges.status.standing import StatusOverTime
from soak.report import Result
from support.generated_records import places
from support.samples import real_register
from support.through_time import FIRST, LAST, commitments, course_of, surprises

DRAWN = 200


def run() -> Iterator[Result]:
    """A line for the real records, and one for the drawn."""
    days = (LAST - FIRST).days + 1
    count = len(commitments(real_register()))
    with multiprocessing.get_context("fork").Pool() as pool:
        found = pool.map(_real, range(count), chunksize=8)
    for what, records, wrong in (("real", count, found), ("drawn", DRAWN, _drawn())):
        yield Result(
            f"every {what} record changes only on the day that was foretold",
            f"{records} records on {days} days each; {sum(wrong)} days unforetold",
            not any(wrong),
        )


def _real(number: int) -> int:
    register = real_register()
    return len(surprises(StatusOverTime(gather_facts(register, commitments(register)[number]))))


def _drawn() -> list[int]:
    """How many days were not as foretold, of each record that was drawn; the same are drawn each time."""
    wrong = []

    @settings(max_examples=DRAWN, deadline=None, database=None, derandomize=True)
    @given(places(), st.integers(0, 9))
    def draw(files: dict[str, str], grace_months: int) -> None:
        wrong.append(len(surprises(course_of(files, grace_months))))

    draw()
    return wrong
