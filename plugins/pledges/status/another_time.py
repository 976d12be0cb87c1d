"""Whether an outcome's own words say that it was done at another time than its follow-up is of.

A follow-up of May to July may tell of what was done in February. Its time is then no answer to when, and a time that
the words beside it contradict is worse than none.
"""

import re

from pledges.content.record_fields import Outcome
from pledges.status.date_ranges import DateRange, range_of, within
from pledges.written_values import MONTHS, PartialDate, Period

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DONE_IN = re.compile(
    rf"\b(?:gjordes|hölls|genomfördes|skedde|ägde rum)\b[^.]*? i (?P<months>{_MONTH}(?:(?:, | och |–){_MONTH})*)\b(?: (?P<year>\d{{4}}))?",
    re.I,
)


def tells_of_another_time(outcome: Outcome, run: DateRange) -> bool:
    """Whether the comment of what was done says in which months, and none of them is among the days `run`.

    Months without a year may be those of any year that `run` is in.
    """
    found = _DONE_IN.search(outcome.comment or "") if outcome.done == "ja" else None
    if found is None:
        return False
    years = [int(found["year"])] if found["year"] else range(run.first.year, run.last.year + 1)
    names = re.findall(_MONTH, found["months"].casefold())
    said = [PartialDate(year, MONTHS.index(name) + 1) for year in years for name in names]
    days = [one for month in said if (one := range_of(Period(month, month))) is not None]
    return not within(days, run)
