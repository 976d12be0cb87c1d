"""Ready-written letters to those who have promised: requests for public documents, sent from the reader's own mail.

Everyone may see an authority's public documents without saying who they are or why, and gets an answer at once or as soon
as can be (tryckfrihetsförordningen 2 kap. 1, 15, 16 and 18 §§). The portal sends nothing and knows of nothing: a question
is a `mailto:` address.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import quote, urlsplit

from pledges import swedish
from pledges.content.kinds import NAMES, PartyKind
from pledges.content.parties import is_police
from pledges.content.record import Record
from pledges.content.record_fields import Commitment, FollowUp, Pledge, Source
from pledges.i18n import _
from pledges.settings import Settings, absolute
from pledges.status.facts import UNKNOWN_PERIOD
from pledges.urls import of_record
from pledges.views.view_types import Letter, Link

# https://polisen.se/tjanster-tillstand/ta-del-av-allman-handling/ : the police's national registrar takes such requests.
POLICE_REGISTRAR = "registrator.kansli@polisen.se"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ROOM = 900  # of what is asked for, as it is written in an address: some programs cut more than some 2,000 in all
_ADDRESS = "Adressen till kommunens registrator står på kommunens webbplats"
_OF_THE_MUNICIPALITY = "Vill du fråga kommunen i stället, byt adress."
_FEW_ACTIONS = 2  # that a letter on several pledges names of each, whatever their length
_LINE = 90  # letters of more actions than that, by name
_TIMES = 12  # of older pledges, that a letter tells
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
    it stands and what the portal calls it. `address` is where its first source can be read, with the editors' note on a copy of
    it, and `when` its period, where that is known; `title` is the portal's."""

    name: str
    lines: tuple[str, ...]
    address: str
    when: str
    title: str


def called(settings: Settings, record: Record[Commitment], *, places: str, compiled: bool) -> Called:
    """Polisens medborgarlöfte för Eskilstuna 2021, with the address of its source.

    A title that the editors have made up is in no register, and is said to be the portal's; the parties' own is used as it is.
    `places` are what it is for, by name. A period that nobody knows is not spoken of.
    """
    fields, kind = record.fields, NAMES[record.kind]
    where = absolute(settings, of_record(record.identity)) if settings.absolute_links else ""
    is_known = fields.period is not None and fields.period != UNKNOWN_PERIOD
    period = swedish.period(fields.period) if fields.period is not None and is_known else ""
    address = next((_noted(one) for one in fields.sources if one.address), "")
    if not compiled:
        about = ", ".join(part for part in (places, period) if part)
        name = _("{kind} ”{title}” ({about})").format(kind=kind.definite, title=fields.title, about=about)
        return Called(name=name, lines=(where,), address=address, when=period, title=fields.title)
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
        address=address,
        when=period,
        title=fields.title,
    )


def _noted(source: Source) -> str:
    """A source's address; of a copy with what the editors have noted of it, so that a registrar doesn't wonder whose it is."""
    note = source.note if source.standing == "arkivkopia" else None
    return f"{source.address} ({note.rstrip('.')})" if note else source.address or ""


def _standing_at(sources: Iterable[Source]) -> str:
    """Where the first of `sources` that has an address can be read."""
    address = next((_noted(one) for one in sources if one.address), None)
    return _("Det jag menar står här: {address}").format(address=address) if address else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for of a commitment: its own `text`, its `follow_up`, what a `report` that is known to exist says, or what
    became of `actions`, each with what is known of it. `of_municipality`: those are the municipality's alone."""

    called: Called
    text: bool = False
    follow_up: bool = False
    report: Record[FollowUp] | None = None
    actions: tuple[tuple[str, str], ...] = ()
    of_municipality: bool = False


def question_on_record(asked: Asked, whom: Whom) -> Letter:
    """A request for what is `asked` for of one commitment, all in one letter.

    To the police, or to nobody yet where the municipality alone has written it, or is responsible for all that is asked about.
    """
    name, lines = asked.called.name, asked.called.lines
    too = _("Jag vill också ta del av löftets egen text.") if asked.text else ""
    if asked.report is not None:
        title = asked.report.fields.title
        return _letter(
            _("Fråga vad uppföljningen säger"),
            whom,
            subject=_("Begäran om allmän handling: ”{name}”").format(name=title),
            lines=(
                _("Jag vill ta del av uppföljningen ”{name}”, som gäller {called}.").format(name=title, called=name),
                _standing_at(asked.report.fields.evidence),
                _("Framgår det inte där vad som blev gjort vill jag ta del av det som visar det."),
                too,
                *lines[1:],
            ),
            otherwise="" if asked.report.fields.by == (PartyKind.MUNICIPALITY,) else POLICE_REGISTRAR,
        )
    if asked.follow_up:
        return _letter(
            _("Fråga efter uppföljningen"),
            whom,
            subject=_("Begäran om allmän handling: uppföljningen av {name}").format(name=name),
            lines=(
                _("Jag vill ta del av uppföljningen av {name}.").format(name=name),
                _("Finns det ingen uppföljning vill jag gärna få veta det, och vad som blev gjort."),
                too,
                *lines,
            ),
        )
    if asked.actions:
        return _letter(
            _("Fråga efter det som inte är redovisat"),
            whom,
            subject=_("Begäran om allmän handling: vad som blev gjort av {name}").format(name=name),
            lines=(
                _("Jag vill ta del av det som visar vad som blev gjort av det här i {name}:").format(name=name),
                "\n".join(
                    _rows(
                        [f"{what} ({known})" if known else what for what, known in asked.actions],
                        lambda _shown: _("och av de andra åtgärderna"),
                    )
                ),
                _("Finns det inget vill jag gärna få veta det."),
                too,
                *lines,
            ),
            otherwise="" if asked.of_municipality else POLICE_REGISTRAR,
        )
    return _letter(
        _("Fråga efter löftets text"),
        whom,
        subject=_("Begäran om allmän handling: {name}").format(name=name),
        lines=(
            _("Jag vill ta del av {name}.").format(name=name),
            _("Finns det inget vill jag gärna få veta det."),
            *lines,
        ),
    )


def _rows(rows: Sequence[str], others: Callable[[int], str]) -> list[str]:
    """As many as a mail's address has room for, one at least, and what the `others` after those are with how many they are."""
    listed = [f"– {one}" for one in rows]
    shown = max(1, _fitting(listed))
    rest = len(rows) - shown
    return [*listed[:shown], f"– {others(shown)} ({_('{count} till').format(count=rest)})"] if rest > 0 else listed


def _fitting(rows: Sequence[str]) -> int:
    """How many of `rows` a mail's address has room for."""
    return bisect_right(list(accumulate(len(quote(one)) for one in rows)), _ROOM)


def _with_addresses(wants: Sequence[Asked]) -> list[str]:
    """What is asked for of several commitments, with the address where each stands; without, where fewer could be named."""
    rows = [f"{_in_list(one)}: {one.called.address}" if one.called.address else _in_list(one) for one in wants]
    return rows if _fitting([f"– {one}" for one in rows]) == len(rows) else [_in_list(one) for one in wants]


def _older(wants: Sequence[Asked]) -> str:
    """Och detsamma för löftena 2019 och 2016: a registrar can't look for what is only called older."""
    times = dict.fromkeys(one.called.when for one in wants)
    if "" in times or len(times) > _TIMES:
        return _("och detsamma för äldre löften")
    return (_("och detsamma för löftet {times}") if len(wants) == 1 else _("och detsamma för löftena {times}")).format(
        times=swedish.enumerate_words(times)
    )


def _what(asked: Asked) -> str:
    """”Trygghetsvandringar” och 3 åtgärder till: the first by name, as many as a line has room for."""
    names = [f"”{what}”" for what, _known in asked.actions]
    shown = names if len(names) <= _FEW_ACTIONS else names[: bisect_right(list(accumulate(map(len, names))), _LINE)]
    rest = len(names) - len(shown)
    if rest == 0:
        return swedish.enumerate_words(names)
    words = (
        _("{count} åtgärder") if not shown else _("{count} åtgärd till") if rest == 1 else _("{count} åtgärder till")
    )
    return swedish.enumerate_words((*shown, words.format(count=rest)))


def _in_list(asked: Asked) -> str:
    """What is asked for of one of several commitments. What has no known time is told by what the portal calls it."""
    name = asked.called.name
    if not asked.called.when and asked.called.title not in name:
        name = _("{name} (utan känt årtal, här kallat ”{title}”)").format(name=name, title=asked.called.title)
    wants = []
    if asked.report is not None:
        wants.append(_("uppföljningen ”{title}” av {name}").format(title=asked.report.fields.title, name=name))
    elif asked.follow_up:
        wants.append(_("uppföljningen av {name}").format(name=name))
    elif asked.actions:
        wants.append(_("vad som blev gjort av {what} i {name}").format(what=_what(asked), name=name))
    if asked.text:
        wants.append(_("texten till {name}").format(name=name) if not wants else _("löftets egen text"))
    return swedish.enumerate_words(wants)


def question_on_pledge(place: str, whom: Whom = Whom()) -> Letter:
    """A request for what is promised in `place` now, where no pledge is known."""
    return _letter(
        _("Fråga om det finns ett löfte"),
        whom,
        subject=_("Begäran om allmän handling: medborgarlöften i {name}").format(name=place),
        lines=(
            _(
                "Jag vill ta del av det medborgarlöfte som gäller nu i {name}, och av uppföljningen av det förra."
            ).format(name=place),
            _("Finns det inget vill jag gärna få veta det."),
        ),
    )


def question_on_pledges(place: str, whom: Whom, *, wants: Sequence[Asked], holds: bool) -> Letter:
    """A request for what is promised in `place` now, unless one surely `holds`, and for what is missing of its pledges, the
    newest first."""
    now = _("Jag vill ta del av det medborgarlöfte som gäller nu i {name}, om det finns något.").format(name=place)
    too = _("Jag vill ta del av:") if holds else _("Jag vill också ta del av:")
    asked = (too, "\n".join(_rows(_with_addresses(wants), lambda shown: _older(wants[shown:])))) if wants else ()
    if holds:
        words = _("Fråga efter det som saknas")
    elif wants:
        words = _("Fråga vad som gäller nu, och hur det gick")
    else:
        words = _("Fråga vad som gäller nu")
    return _letter(
        words,
        whom,
        subject=_("Begäran om allmän handling: medborgarlöften i {name}").format(name=place),
        lines=("" if holds else now, *asked, _("Finns det inget vill jag gärna få veta det.")),
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
