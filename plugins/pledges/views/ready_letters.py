"""Ready-written letters to those who have promised: requests for public documents, sent from the reader's own mail.

Everyone may see an authority's public documents without saying who they are or why, and gets an answer at once or as soon
as can be (tryckfrihetsförordningen 2 kap. 1, 15, 16 and 18 §§). The portal sends nothing and knows of nothing: a question
is a `mailto:` address.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

from pledges import swedish
from pledges.content.geography import MunicipalityFacts
from pledges.content.kinds import NAMES, PartyKind
from pledges.content.record import Record
from pledges.content.record_fields import Commitment, FollowUp
from pledges.i18n import _
from pledges.settings import Settings, absolute
from pledges.urls import of_record
from pledges.views.view_types import Letter, Link

# https://polisen.se/tjanster-tillstand/ta-del-av-allman-handling/ : the police's national registrar takes such requests.
POLICE_REGISTRAR = "registrator.kansli@polisen.se"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LISTED = 6  # of a mail's text in an address, more is cut by some programs
_ADDRESS = "Adressen till kommunens registrator står på kommunens webbplats."
_OF_THE_MUNICIPALITY = f"Vill du fråga kommunen i stället, byt adress. {_ADDRESS}"
_GREETING = "Hej!"
_ENDING = "Svara gärna med e-post till den här adressen.\n\nVänliga hälsningar"


def question_on_follow_up(settings: Settings, record: Record[Commitment], *, places: str, contact: str) -> Letter:
    """A request for the follow-up of `record`, to the mail address in `contact` or else to the police.

    `places` are the municipalities by name.
    """
    fields, kind = record.fields, NAMES[record.kind]
    period = swedish.period(fields.period) if fields.period is not None else ""
    about = ", ".join(part for part in (places, period) if part)
    asked = _("Jag vill ta del av uppföljningen av {kind} ”{title}” ({about}).").format(
        kind=kind.definite, title=fields.title, about=about
    )
    otherwise = _("Finns det ingen uppföljning vill jag gärna få veta det, och vad som blev gjort.")
    where = absolute(settings, of_record(record.identity)) if settings.absolute_links else ""
    return _letter(
        _("Fråga efter uppföljningen"),
        contact,
        subject=_("Begäran om allmän handling: uppföljningen av ”{title}”").format(title=fields.title),
        lines=(asked, otherwise, where),
    )


def question_on_content(
    settings: Settings, record: Record[Commitment], *, report: Record[FollowUp], places: str, contact: str
) -> Letter:
    """A request for what `report` says: it is known to exist, and not what became of `record`.

    To the mail address in `contact`; else to the police, or to nobody yet where the municipality alone has written it.
    """
    fields, kind = record.fields, NAMES[record.kind]
    name = report.fields.title
    asked = _("Jag vill ta del av uppföljningen ”{name}”, som gäller {kind} ”{title}” ({places}).").format(
        name=name, kind=kind.definite, title=fields.title, places=places
    )
    otherwise = _("Framgår det inte där vad som blev gjort vill jag ta del av det som visar det.")
    where = absolute(settings, of_record(report.identity)) if settings.absolute_links else ""
    return _letter(
        _("Fråga vad uppföljningen säger"),
        contact,
        subject=_("Begäran om allmän handling: ”{name}”").format(name=name),
        lines=(asked, otherwise, where),
        otherwise="" if report.fields.by == (PartyKind.MUNICIPALITY,) else POLICE_REGISTRAR,
    )


def question_on_actions(
    settings: Settings,
    record: Record[Commitment],
    *,
    actions: Sequence[str],
    places: str,
    contact: str,
    only_municipality: bool,
) -> Letter:
    """A request for what shows what became of `actions`, of which nobody is known to have told, though of others.

    To the mail address in `contact`; else to the police, or to nobody yet where all are the municipality's alone.
    """
    fields, kind = record.fields, NAMES[record.kind]
    asked = _("Jag vill ta del av det som visar vad som blev gjort av det här i {kind} ”{title}” ({places}):").format(
        kind=kind.definite, title=fields.title, places=places
    )
    rest = len(actions) - _LISTED
    listed = [f"– {one}" for one in actions[:_LISTED]]
    if rest > 0:
        listed.append(f"– {_('och {count} till').format(count=rest)}")
    where = absolute(settings, of_record(record.identity)) if settings.absolute_links else ""
    return _letter(
        _("Fråga efter det som inte är redovisat"),
        contact,
        subject=_("Begäran om allmän handling: vad som blev gjort av ”{title}”").format(title=fields.title),
        lines=(asked, "\n".join(listed), _("Finns det inget vill jag gärna få veta det."), where),
        otherwise="" if only_municipality else POLICE_REGISTRAR,
    )


def question_on_pledge(place: MunicipalityFacts, *, contact: str = "") -> Letter:
    """A request for what is promised in `place` now, and for the follow-up of what was before."""
    name = place.official_name
    return _letter(
        _("Fråga om det finns ett löfte"),
        contact,
        subject=_("Begäran om allmän handling: medborgarlöften i {name}").format(name=name),
        lines=(
            _(
                "Jag vill ta del av det medborgarlöfte som gäller nu i {name}, och av uppföljningen av det förra."
            ).format(name=name),
            _("Finns det inget vill jag gärna få veta det."),
        ),
    )


def _letter(
    asks: str, contact: str, *, subject: str, lines: tuple[str, ...], otherwise: str = POLICE_REGISTRAR
) -> Letter:
    """A letter, with the words `asks` as its link, to the address in `contact` or else `otherwise`; where that is empty
    the reader fills it in. Lines end as mail's do (RFC 6068 section 5)."""
    found = _MAIL.search(contact)
    to = found[0] if found else otherwise
    text = "\n\n".join((_(_GREETING), *(line for line in lines if line), _(_ENDING)))
    body = quote(text.replace("\n", "\r\n"))
    if found:
        note, beside = _("Ett färdigt brev till {to} öppnas i din e-post.").format(to=to), ""
    elif to:
        note, beside = _("Ett färdigt brev till polisen öppnas i din e-post."), _(_OF_THE_MUNICIPALITY)
    else:
        note, beside = _("Ett färdigt brev öppnas i din e-post."), _(_ADDRESS)
    link = Link(asks, f"mailto:{to}?subject={quote(subject)}&body={body}", note)
    return Letter(link=link, to=to or _("kommunens registrator"), beside=beside, subject=subject, text=text)
