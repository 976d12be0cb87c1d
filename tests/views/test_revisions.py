"""What has changed since a pledge was published, as its page tells it: by what things are called, not by their files' names."""

from pathlib import Path

import pytest

from pledges.content.record import is_a
from pledges.content.record_fields import Pledge
from pledges.history.publication_log import EMPTY, append, load, remember
from pledges.history.snapshot import take_snapshot
from pledges.views.pledge import pledge_view
from support.samples import on, register_of
from support.sites import SETTINGS

HOME = "kommuner/lulea"
AGREEMENT = "titel: Överenskommelsen {years}\nparter: [polisen, kommunen]\nperiod: {period}"
PLEDGE = "titel: Löftet 2024\nperiod: 2024\nparter: polisen\n"
FILES = {
    f"{HOME}/overenskommelser/2020-2024.md": AGREEMENT.format(years="2020–2024", period="2020/2024"),
    f"{HOME}/overenskommelser/2024-2027.md": AGREEMENT.format(years="2024–2027", period="2024/2027"),
    f"{HOME}/atgardsplaner/2024.md": "titel: Planen för 2024\növerenskommelse: okänd\nperiod: 2024",
    f"{HOME}/loften/2024.md": f"{PLEDGE}överenskommelse: 2020-2024",
}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("överenskommelse: 2024-2027", ("Överenskommelse", "Överenskommelsen 2020–2024", "Överenskommelsen 2024–2027")),
        ("överenskommelse: okänd", ("Överenskommelse", "Överenskommelsen 2020–2024", "okänd")),
        ("överenskommelse: 2020-2024\nåtgärdsplan: 2024", ("Åtgärdsplan", "", "Planen för 2024")),
    ],
)
def test_what_is_referred_to_is_called_by_its_title(now: str, told: tuple[str, str, str], tmp_path: Path) -> None:
    before, register = register_of(FILES), register_of(FILES | {f"{HOME}/loften/2024.md": PLEDGE + now})
    append(tmp_path, remember(EMPTY, before, on("2026-01-01")))
    snapshot = take_snapshot(register, on("2026-11-26"), settings=SETTINGS, log=load(tmp_path))
    record = snapshot.register.records[f"{HOME}/loften/2024"]
    assert is_a(record, Pledge)
    (row,) = pledge_view(snapshot, record).revisions
    assert (row.label, row.before, row.after) == told
