"""How a promised follow-up came: the statistics say the same as the record's own page."""

from datetime import date

import pytest

from pledges.content.record_fields import Pledge
from pledges.status.arrivals import Arrival, arrival
from pledges.status.facts import gather_facts
from pledges.status.follow_up_state import FollowUpState
from support.samples import register_of, standing


@pytest.mark.parametrize("due", ["2023-12-30", "2023-12-31"])
def test_an_interim_report_in_time_keeps_a_promised_day_within_the_period(due: str) -> None:
    register = register_of({
        "kommuner/lulea/loften/prov.md": "titel: Påhittat\növerenskommelse: okänd\nparter: polisen\nperiod: 2023\n"
        f"uppföljning:\n  senast: {due}",
        "kommuner/lulea/uppfoljningar/prov.md": "titel: Påhittad\nlöfte: prov\ndatum: 2023-11-01\navser: 2023-01/2023-10\n"
        "typ: delredovisning\nav: polisen\nbelägg: https://provstad.example/prov",
    })  # fmt: skip
    (pledge,) = register.of(Pledge)
    day = date(2024, 8, 1)
    assert arrival(gather_facts(register, pledge), date.fromisoformat(due), day) is Arrival.IN_TIME
    assert standing(register, pledge, day).follow_up is FollowUpState.INTERIM_ONLY
