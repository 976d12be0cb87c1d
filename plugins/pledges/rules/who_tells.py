"""Whose word a follow-up or a situation picture is: `av` beside what the title and the texts say of who tells it."""

import re
from collections.abc import Iterator

from pledges.content.kinds import NAMES, PartyKind
from pledges.content.parties import is_police
from pledges.content.record import Loc, Record, is_a
from pledges.content.record_fields import FollowUp, Picture
from pledges.content.register import Register
from pledges.rules.every_text import own_sentences
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.status.facts import is_by_party
from pledges.swedish import enumerate_words

_WHO = r"(?P<who>(?:polisen|kommunen)(?: och (?:polisen|kommunen))?)"
_TELLS_ITS_OWN = re.compile(
    rf"\b{_WHO} (?:har )?(?:presenterat?|presenterade|redovisat?|redovisade|publicerat?|publicerade|lämnat|lämnade|lagt fram|lade fram) (?:sin|sina) "
    r"(?:gemensamma )?(?:slut|del|års)?(?:uppföljning|redovisning|rapport)\w*\b",
    re.I,
)
_ITS_OWN = re.compile(
    r"^(?P<who>(?:polisens|kommunens)(?: och (?:polisens|kommunens))?) (?:gemensamma )?(?:slut|del|års)?(?:uppföljning|redovisning)\b",
    re.I,
)
_JOINT = re.compile(
    r"\bgemensam(?:ma)? (?:lokala? )?(?:läges|problem)?bild\w*|\b(?:polisens och kommunens|kommunens och polisens)(?: gemensamma)? (?:läges|problem)?bild\w*",
    re.I,
)


def told_by_who_it_says(register: Register, record: Record) -> Iterator[Finding]:
    """`Polisen presenterade sin uppföljning` is said in one that the police have made."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None or not is_by_party(register, record, target):
        return  # another's word is told of as such
    places: list[tuple[str, Loc, int]] = [(record.fields.title, ("titel",), 0), *own_sentences(record)]
    for text, loc, line in places:
        found = _TELLS_ITS_OWN.search(text) or (_ITS_OWN.search(text) if loc else None)
        others = _not_among(found["who"], record.fields.by) if found is not None else []
        if found is not None and others:
            own = enumerate_words(record.fields.by)
            yield Finding(
                code="av-mot-texten",
                message=f"Det står ”{found[0]}”, men av: är {own}.",
                hint=f"Är den av {enumerate_words(others)}, rätta av:. Rätta annars texten.",
                loc=loc,
                line=line,
            )
            return


def _not_among(said: str, by: tuple[str, ...]) -> list[str]:
    """Who of the police and the municipality is said to tell, and is not among those who do."""
    words = said.casefold()
    is_there = {PartyKind.POLICE: any(map(is_police, by)), PartyKind.MUNICIPALITY: PartyKind.MUNICIPALITY in by}
    return [party.value for party, there in is_there.items() if party.value in words and not there]


def joint_is_by_several(register: Register, record: Record) -> Iterator[Finding]:
    """A joint picture of the situation is not by one alone."""
    if not is_a(record, Picture) or len(record.fields.by) != 1:
        return
    for text, loc in ((record.fields.title, ("titel",)), (record.fields.summary or "", ("kort",))):
        if (found := _JOINT.search(text)) is not None:
            yield Finding(
                code="av-mot-texten",
                message=f"Det står ”{found[0]}”, men av: är bara {record.fields.by[0]}.",
                hint=f"Lägg till den andra under av:, eller rätta {'titeln' if loc[0] == 'titel' else 'sammanfattningen'}: {NAMES[record.kind].definite} kan vara bara en parts.",
                loc=("av",),
            )
            return


RULES: tuple[Rule, ...] = (told_by_who_it_says, joint_is_by_several)
