"""What waits for one who has logged in, and how far each draft that they may read has come, as the first page tells it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pledges.content.geography import Geography
from pledges.editing.places import RecordPlace
from pledges.editing.screens.editor import Waits
from pledges.newsroom.drafts import Draft, Drafts
from pledges.newsroom.people import EVERY_MUNICIPALITY, Member, Role
from pledges.newsroom.sign_off import SignOffs, Standing
from pledges.swedish import day, enumerate_words, sort_key
from pledges.urls import SHARED

_MOST_NAMED = 6
"""How many municipalities somebody may have the same roles in and be told each."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has logged in, and the pseudonym that stands for them in the drafts."""

    member: Member
    pseudonym: str

    def is_to_read(self, draft: Draft, standing: Standing) -> bool:
        """Whether a draft waits for their sign-off, or another reviewer's."""
        may = self.pseudonym not in draft.writers and self.member.may(Role.REVIEWER, draft.place.municipality)
        return may and standing.asked is not None and standing.asked.who != self.pseudonym and standing.signed is None

    def is_to_mend(self, draft: Draft, standing: Standing) -> bool:
        """Whether a draft that they have written in has been sent back."""
        return self.pseudonym in draft.writers and standing.sent_back is not None

    def is_to_publish(self, place: RecordPlace, standing: Standing | None) -> bool:
        """Whether a draft may be published by them, and nobody has said when. None is the standing of one they don't read."""
        may = self.member.may(Role.PUBLISHER, place.municipality)
        return may and standing is not None and standing.signed is not None and standing.ordered is None


def waits_for(reader: Reader, sign_offs: SignOffs, *, geography: Geography, signs_there: bool) -> Waits:
    """What the first page tells somebody; where drafts are signed elsewhere nothing waits here."""
    drafts = [one for one in sign_offs.drafts.every() if reader.member.reads(one.place.municipality)]
    standings = {one.place: sign_offs.standing(one) for one in drafts}
    return Waits(
        roles=_roles_in_words(reader.member, geography),
        homes=reader.member.municipalities(geography.municipalities),
        rows=() if signs_there else _rows(reader, sign_offs.drafts, standings=standings, every=drafts),
        states={place: _state(standing) for place, standing in standings.items()},
    )


def _roles_in_words(member: Member, geography: Geography) -> str:
    """Du skriver och granskar i Ale, granskar i Alingsås, och skriver det som är gemensamt."""
    by_roles: dict[frozenset[Role], list[str]] = {}
    for slug, roles in member.roles.items():
        by_roles.setdefault(roles, []).append(slug)
    said = (
        f"{enumerate_words(role.value for role in Role if role in roles)} {where}"
        for roles, slugs in by_roles.items()
        for where in _where(slugs, geography)
        if roles
    )
    return f"Du {', och '.join(said)}." if member.roles else ""


def _where(slugs: list[str], geography: Geography) -> Iterator[str]:
    own = [slug for slug in slugs if slug in geography.municipalities]
    if EVERY_MUNICIPALITY in slugs:
        yield "i alla kommuner"
    elif own:
        names = sorted((geography.name_of(slug) for slug in own), key=sort_key)
        yield f"i {enumerate_words(names) if len(names) <= _MOST_NAMED else f'{len(names)} kommuner'}"
    if SHARED in slugs:
        yield "det som är gemensamt för alla kommuner"


def _rows(
    reader: Reader, drafts: Drafts, *, every: list[Draft], standings: Mapping[RecordPlace, Standing]
) -> tuple[tuple[str, str], ...]:
    """What waits, where something does. Drafts that go out together are ready when all of them are."""

    def is_ready(place: RecordPlace) -> bool:
        return reader.is_to_publish(place, standings.get(place))

    to_read = [one for one in every if reader.is_to_read(one, standings[one.place])]
    to_mend = [one for one in every if reader.is_to_mend(one, standings[one.place])]
    to_publish = [one for one in every if is_ready(one.place) and all(map(is_ready, drafts.company(one.place)))]
    mended_at = to_mend[0].place.address if len(to_mend) == 1 else "#paborjat"
    ready = "klart" if len(to_publish) == 1 else "klara"
    rows = (
        (to_read, "/granskning#lasa", f"{len(to_read)} utkast att granska"),
        (to_mend, mended_at, f"{len(to_mend)} utkast tillbaka till dig"),
        (to_publish, "/granskning#godkant", f"{len(to_publish)} utkast {ready} att ge ut"),
    )
    return tuple((address, words) for those, address, words in rows if those)


def _state(standing: Standing) -> str:
    """How far a draft has come, in a word or two."""
    if standing.ordered is not None:
        return f"ges ut {day(standing.ordered.day) if standing.ordered.day else 'strax'}"
    if standing.signed is not None:
        return "godkänt"
    if standing.asked is not None:
        return "väntar på granskning"
    return "ändring begärd" if standing.sent_back is not None else "skrivs"
