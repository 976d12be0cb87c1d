"""What came of gathering, in words for whoever ran it: what changed and what was wrong, portal by portal."""

from collections.abc import Iterator

from pledges.content.origins import ORIGINS
from pledges.portals.gather import Gathered, PortalReport
from pledges.swedish import enumerate_words, quantity

FAULT = "FEL "  # how a line begins that tells of what is wrong


def told(gathered: Gathered) -> str:
    """All that came of it, for a terminal: what changed and what was wrong, portal by portal, then the tally."""
    lines = [line for report in gathered.portals for line in _told_of(report)]
    for name, portal in gathered.left.items():
        lines.append(
            f"{name} är hämtad från {portal}, som inte längre står för den i listan över portaler: den ligger kvar som den är. "
            f"Ta bort den, eller ta bort dess rader i {ORIGINS} om ni för den själva nu."
        )
    wrong = sum(not report.is_well for report in gathered.portals)
    count = quantity(len(gathered.portals), "portal", "portaler")
    lines.append(
        f"{count}: {len(gathered.portals) - wrong} som de ska, {wrong} med fel. "
        f"{sum(len(one.written) for one in gathered.portals)} mappar och gemensamma poster skrivna, "
        f"{sum(one.unchanged for one in gathered.portals)} oförändrade, "
        f"{quantity(sum(one.fetched for one in gathered.portals), 'fil', 'filer')} hämtade."
    )
    # What others have written is told too: nothing of it may steer the terminal.
    return "\n".join("".join(one if one.isprintable() else "?" for one in line) for line in lines)


def _told_of(report: PortalReport) -> Iterator[str]:
    portal = f"{report.portal.name} ({report.portal.base})"
    if report.written:
        yield f"{portal}: {enumerate_words(report.written)} skrevs."
    if report.removed:
        yield (
            f"{portal}: {enumerate_words(report.removed)} är borttagen där och är det nu här. Texten finns kvar i minnet av det "
            "utgivna och i äldre utgåvor tills make remove har körts för den: se docs/drift.md."
        )
    if report.removed_here:
        yield f"{portal}: {enumerate_words(report.removed_here)} är borttagen här men inte där, och förblir det."
    if report.unreached:
        yield f"{FAULT}{portal} gav inget: {report.unreached}. Det som hämtades förut ligger kvar."
    for name, fault in report.faults.items():
        yield f"{FAULT}{portal}, {name}: {fault}. Det som hämtades förut ligger kvar."
