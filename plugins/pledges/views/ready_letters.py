"""Ready-written letters to those who have promised: requests for public documents, sent from the reader's own mail.

Everyone may see an authority's public documents without saying who they are or why, and gets an answer at once or as soon
as can be (tryckfrihetsförordningen 2 kap. 1, 15, 16 and 18 §§). The portal sends nothing and knows of nothing: a question
is a `mailto:` address.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pledges import swedish
from pledges.content.geography import MunicipalityFacts
from pledges.content.kinds import NAMES, PartyKind
from pledges.content.parties import is_police
from pledges.content.record import Record
from pledges.content.record_fields import Commitment, FollowUp, Pledge, Source
from pledges.i18n import _
from pledges.settings import Settings, absolute
from pledges.urls import of_record
from pledges.views.view_types import Letter, Link

# https://polisen.se/tjanster-tillstand/ta-del-av-allman-handling/ : the police's national registrar takes such requests.
POLICE_REGISTRAR = "registrator.kansli@polisen.se"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LISTED = 6  # of a mail's text in an address, more is cut by some programs
_ADDRESS = "Adressen till kommunens registrator står på kommunens webbplats"
_OF_THE_MUNICIPALITY = "Vill du fråga kommunen i stället, byt adress."
_NEWEST = 3  # pledges that a place's letter asks about
_GREETING = "Hej!"
_ENDING = "Svara gärna med e-post till den här adressen.\n\nVänliga hälsningar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Where a letter goes: the mail address in `contact`, or else the police; `site` is the municipality's own, where its
    registrar's address stands."""

    contact: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What a letter calls a commitment, so that a registrar can find it: `name` within a sentence, and `lines` that say where
    it stands and what the portal calls it."""

    name: str
    lines: tuple[str, ...]


def called(settings: Settings, record: Record[Commitment], *, places: str, compiled: bool) -> Called:
    """Polisens medborgarlöfte för Eskilstuna 2021, with the address of its source.

    A title that the editors have made up is in no register, and is said to be the portal's; the parties' own is used as it is.
    `places` are the municipalities by name.
    """
    fields, kind = record.fields, NAMES[record.kind]
    where = absolute(settings, of_record(record.identity)) if settings.absolute_links else ""
    period = swedish.period(fields.period) if fields.period is not None else ""
    if not compiled:
        about = ", ".join(part for part in (places, period) if part)
        name = _("{kind} ”{title}” ({about})").format(kind=kind.definite, title=fields.title, about=about)
        return Called(name=name, lines=(where,))
    about = " ".join(part for part in (places, period) if part)
    if not isinstance(fields, Pledge):
        name = _("{kind} för {about}").format(kind=kind.definite, about=about)
    elif all(is_police(one) for one in fields.parties):
        name = _("polisens medborgarlöfte för {about}").format(about=about)
    else:
        name = _("medborgarlöftet för {about}").format(about=about)
    words = _("Webbplatsen {site} kallar det ”{title}”. Orden är webbplatsens egna.")
    return Called(
        name=name,
        lines=(_standing_at(fields.sources), words.format(site=settings.name, title=fields.title), where),
    )


def _standing_at(sources: Iterable[Source]) -> str:
    """Where the first of `sources` that has an address can be read."""
    address = next((one.address for one in sources if one.address), None)
    return _("Det jag menar står här: {address}").format(address=address) if address else ""


def question_on_follow_up(asked: Called, whom: Whom) -> Letter:
    """A request for the follow-up of what is `asked` about."""
    return _letter(
        _("Fråga efter uppföljningen"),
        whom,
        subject=_("Begäran om allmän handling: uppföljningen av {name}").format(name=asked.name),
        lines=(
            _("Jag vill ta del av uppföljningen av {name}.").format(name=asked.name),
            _("Finns det ingen uppföljning vill jag gärna få veta det, och vad som blev gjort."),
            *asked.lines,
        ),
    )


def question_on_content(asked: Called, whom: Whom, *, report: Record[FollowUp]) -> Letter:
    """A request for what `report` says: it is known to exist, and not what became of what is `asked` about.

    To the police, or to nobody yet where the municipality alone has written it.
    """
    name = report.fields.title
    return _letter(
        _("Fråga vad uppföljningen säger"),
        whom,
        subject=_("Begäran om allmän handling: ”{name}”").format(name=name),
        lines=(
            _("Jag vill ta del av uppföljningen ”{name}”, som gäller {called}.").format(name=name, called=asked.name),
            _standing_at(report.fields.evidence),
            _("Framgår det inte där vad som blev gjort vill jag ta del av det som visar det."),
            *asked.lines[1:],
        ),
        otherwise="" if report.fields.by == (PartyKind.MUNICIPALITY,) else POLICE_REGISTRAR,
    )


def question_on_actions(asked: Called, whom: Whom, *, actions: Sequence[str], only_municipality: bool) -> Letter:
    """A request for what shows what became of `actions`, of which nobody is known to have told, though of others.

    To the police, or to nobody yet where all are the municipality's alone.
    """
    rest = len(actions) - _LISTED
    listed = [f"– {one}" for one in actions[:_LISTED]]
    if rest > 0:
        listed.append(f"– {_('och {count} till').format(count=rest)}")
    return _letter(
        _("Fråga efter det som inte är redovisat"),
        whom,
        subject=_("Begäran om allmän handling: vad som blev gjort av {name}").format(name=asked.name),
        lines=(
            _("Jag vill ta del av det som visar vad som blev gjort av det här i {name}:").format(name=asked.name),
            "\n".join(listed),
            _("Finns det inget vill jag gärna få veta det."),
            *asked.lines,
        ),
        otherwise="" if only_municipality else POLICE_REGISTRAR,
    )


def question_on_pledge(place: MunicipalityFacts, whom: Whom = Whom()) -> Letter:
    """A request for what is promised in `place` now, where no pledge is known."""
    name = place.official_name
    return _letter(
        _("Fråga om det finns ett löfte"),
        whom,
        subject=_("Begäran om allmän handling: medborgarlöften i {name}").format(name=name),
        lines=(
            _(
                "Jag vill ta del av det medborgarlöfte som gäller nu i {name}, och av uppföljningen av det förra."
            ).format(name=name),
            _("Finns det inget vill jag gärna få veta det."),
        ),
    )


def question_on_pledges(place: MunicipalityFacts, whom: Whom, *, silent: Sequence[tuple[str, str]]) -> Letter:
    """A request for what is promised in `place` now, and for the follow-ups of the newest pledges that have none here: what
    each is called, and the address where it stands."""
    name = place.official_name
    listed = [f"– {called}{f': {address}' if address else ''}" for called, address in silent[:_NEWEST]]
    now = _("Jag vill ta del av det medborgarlöfte som gäller nu i {name}, om det finns något.").format(name=name)
    asked = (_("Jag vill också ta del av uppföljningen av:"), "\n".join(listed)) if listed else ()
    return _letter(
        _("Fråga vad som gäller nu, och hur det gick") if listed else _("Fråga vad som gäller nu"),
        whom,
        subject=_("Begäran om allmän handling: medborgarlöften i {name}").format(name=name),
        lines=(now, *asked, _("Finns det inget vill jag gärna få veta det.")),
    )


def _letter(
    asks: str, whom: Whom, *, subject: str, lines: tuple[str, ...], otherwise: str = POLICE_REGISTRAR
) -> Letter:
    """A letter, with the words `asks` as its link, to `whom` or else `otherwise`; where that is empty the reader fills it in.
    Lines end as mail's do (RFC 6068 section 5)."""
    found = _MAIL.search(whom.contact)
    to = found[0] if found else otherwise
    text = "\n\n".join((_(_GREETING), *(line for line in lines if line), _(_ENDING)))
    body = quote(text.replace("\n", "\r\n"))
    if found:
        note, beside = _("Ett färdigt brev till {to} öppnas i din e-post.").format(to=to), ""
    elif to:
        note = _("Ett färdigt brev till polisen öppnas i din e-post.")
        beside = f"{_(_OF_THE_MUNICIPALITY)} {_(_ADDRESS)}"
    else:
        note = _("Ett färdigt brev öppnas i din e-post. Fyll i adressen till kommunens registrator.")
        beside = _(_ADDRESS)
    link = Link(asks, f"mailto:{to}?subject={quote(subject)}&body={body}", note)
    return Letter(
        link=link,
        to=to or _("kommunens registrator"),
        beside=beside,
        site=Link(urlsplit(whom.site).hostname or whom.site, whom.site) if beside and whom.site else None,
        subject=subject,
        text=text,
    )
