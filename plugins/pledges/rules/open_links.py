"""Links that lead where everybody can go: not to a colleague's desktop, an intranet, or through a filter of e-mail."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from pledges.content.record import Record, is_a
from pledges.content.record_fields import FollowUp, Source
from pledges.content.record_values import values
from pledges.content.register import Register
from pledges.rules.every_text import EVERY_TEXT, at_their_places, once_for_each
from pledges.rules.finding import Finding, Rule, line_of
from pledges.rules.follow_up_targets import target_of
from pledges.rules.markdown_facts import facts_of

_FILTERS = re.compile(
    r"(?:^|\.)(?:safelinks\.protection\.outlook\.com|urldefense\.(?:com|proofpoint\.com)|linkprotect\.cudasvc\.com|"
    r"protect-\w+\.mimecast\.com|clicktime\.symantec\.com|secure-web\.cisco\.com|l\.facebook\.com|eu-west-1\.protection\.sophos\.com)$"
)
_INTERNAL = re.compile(
    r"(?:^|\.)(?:sharepoint\.com|onedrive\.live\.com|1drv\.ms|teams\.microsoft\.com|outlook\.office(?:365)?\.com|"
    r"mail\.google\.com|docs\.google\.com|drive\.google\.com|dropbox\.com)$|^(?:[\w-]+\.)*(?:intran[aä]t|intranet|intra|insidan|inloggad|vpn|citrix)\."
    r"|\.(?:local|lan|intern|internal|corp|home|localdomain|test)$|^localhost$"
)
_EDITING = re.compile(
    r"/wp-(?:admin|login)\b|[?&](?:preview|elementor-preview)=|[?&]action=edit\b|/(?:umbraco|episerver|sitevision|typo3)/(?!\S*\.pdf)|/node/\d+/edit\b|^https?://(?:cms|admin|preview|staging)\.",
    re.I,
)
_SEARCH_ENGINE = re.compile(r"(?:^|\.)(?:google\.[a-z.]{2,6}|bing\.com|duckduckgo\.com)$")
_SEARCH_PAGE = re.compile(r"/(?:sok|sök|search|sokresultat|s%C3%B6k)(?:[/.]|$)", re.I)
_SEARCHED = re.compile(r"[?&](?:q|query|search|sok|s%C3%B6k|sokord|searchterm|text)=", re.I)
GUIDES_OWN = "provstad"  # the municipality of the guide's examples, which does not exist; its addresses are right in its own files
_MADE_UP = re.compile(r"(?:[\w-]+\.)*(?:exempel\.(?:se|nu|com|org)|example\.(?:se|com|net|org))")
_TOLD_AS_FOLLOW_UP = re.compile(r"uppfölj|redovis|utvärder|resultat|halvår|rapport|så gick det|hur det gick", re.I)
_TOLD_AS_PLEDGE = re.compile(r"löfte", re.I)
_TO_THE_PAGE = "Öppna sidan, och kopiera dess egen adress ur webbläsaren."
DISK = re.compile(r"(?<![\w/])[A-Z]:\\+\w[^\s”\"]*|(?<![\w\\])\\\\[\w.-]+\\[^\s”\"]+")
_WEB = ("http://", "https://")
_TARGETS = ("url", "q", "u", "target", "redirect", "a")


_that_lead_astray = EVERY_TEXT.sought(lambda text: text.startswith(_WEB) and any(_about(text)))
_of_a_disk = EVERY_TEXT.sought(DISK.search)


def links_are_open(register: Register, record: Record) -> list[Finding]:
    """No link goes through a filter of e-mail, or to where only colleagues can go."""
    keys = (one for one in _that_lead_astray(record) if one[1])
    links = ((link.href, (), line_of(record, link.line)) for link in facts_of(record.body).links)
    return at_their_places((*keys, *(one for one in links if one[0].startswith(_WEB))), _about)


def nothing_lies_on_a_disk(register: Register, record: Record) -> list[Finding]:
    """No text says where a file lies on somebody's computer, which nobody else can open; `fil:` is told of as missing."""
    placed = (one for one in _of_a_disk(record) if not one[1] or one[1][-1] != "fil")
    return at_their_places(placed, _on_a_disk)


@once_for_each
def _on_a_disk(text: str) -> Iterator[Finding]:
    found = DISK.search(text)
    if found is not None:
        yield Finding(
            code="intern-lank",
            message=f"”{found[0][:60]}” är en plats på en dator eller på ert nät.",
            hint="Lägg filen i kommunens mapp och länka till den, eller ta bort sökvägen.",
        )


def _about(address: str) -> Iterator[Finding]:
    try:
        host = (urlsplit(address).hostname or "").casefold()
    except ValueError:
        return
    is_search = bool(_SEARCH_ENGINE.search(host)) and re.match(r"/(?:url|ck/a|l/)", urlsplit(address).path) is not None
    if _FILTERS.search(host) or is_search:
        target = _target(address)
        yield Finding(
            code="lank-genom-filter",
            message=f"Länken går genom {host}, som vet vem som fick den, och kan sluta fungera.",
            hint=f"Skriv {target}" if target else "Öppna länken, och kopiera adressen till sidan ur webbläsaren.",
        )
    elif _EDITING.search(address):
        yield Finding(
            code="intern-lank",
            message=f"Adressen hos {host} leder till verktyget där sidan skrivs, som bara den inloggade ser.",
            hint="Öppna sidan så som läsaren ser den, och kopiera adressen därifrån. Kan alla läsa den, acceptera varningen.",
        )
    elif _INTERNAL.search(host) or _is_private(host):
        yield Finding(
            code="intern-lank",
            message=f"{host} kan bara nås av den som är inloggad eller sitter på ert nät.",
            hint="Länka dit där dokumentet är publicerat, eller lägg filen i kommunens mapp och skriv fil:. Kan alla läsa den, acceptera varningen.",
        )


def sources_are_pages(register: Register, record: Record) -> Iterator[Finding]:
    """What something is said to be shown by is a page of its own: no search, no front page, no made-up address."""
    for loc, value in values(record):
        if isinstance(value, Source) and value.address is not None:
            wrong = _no_page(value.address, record.path, is_evidence=loc[0] in ("belägg", "dokument"))
            if wrong is not None:
                yield Finding(
                    code="kalla-utan-sida",
                    message=wrong,
                    hint=f"{_TO_THE_PAGE} Är den rätt, acceptera varningen.",
                    loc=(*loc, "adress"),
                )


def _no_page(address: str, path: str, *, is_evidence: bool) -> str | None:
    """What is wrong with an address that leads to no page of its own."""
    parts = urlsplit(address)
    host = (parts.hostname or "").casefold().removeprefix("www.")
    if _MADE_UP.fullmatch(host) or (host == f"{GUIDES_OWN}.example" and GUIDES_OWN not in path):
        return f"{host} är en påhittad adress, som i ett exempel."
    if (
        (_SEARCH_ENGINE.search(host) and parts.path in ("", "/", "/search")) or _SEARCH_PAGE.search(parts.path)
    ) and _SEARCHED.search(f"?{parts.query}"):
        return "Adressen leder till en sökning, som ger annat nästa gång."
    if is_evidence and parts.path in ("", "/") and not parts.query and not parts.fragment:
        return f"Adressen leder till förstasidan hos {host}, som visar annat nästa gång."
    return None


def evidence_is_not_the_pledge(register: Register, record: Record) -> Iterator[Finding]:
    """The address that shows how it went is not that of the document that promised it."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None:
        return
    promised = {
        one.address.rstrip("/"): one for one in (*target.fields.documents, *target.fields.sources) if one.address
    }
    for row, source in enumerate(record.fields.evidence):
        same = promised.get((source.address or "").rstrip("/"))
        if same is None or source.note or source.standing or not (source.title and same.title):
            continue
        if (
            _TOLD_AS_FOLLOW_UP.search(source.title)
            and _TOLD_AS_PLEDGE.search(same.title)
            and not _TOLD_AS_FOLLOW_UP.search(same.title)
        ):
            yield Finding(
                code="adress-mot-titel",
                message=f"Källan heter ”{source.title}”, men samma adress heter ”{same.title}” i {target.path}.",
                hint="Skriv uppföljningens egen adress. Står båda på samma sida, säg det i not:.",
                loc=("belägg", row, "adress"),
            )


def _target(address: str) -> str:
    """Where a filter leads, without what it knows of the reader; the empty text where that can't be told."""
    query = parse_qs(urlsplit(address).query)
    for name in _TARGETS:
        for value in query.get(name, ()):
            target = unquote(value)
            if target.startswith(("http://", "https://")) and not re.search(r"[\s<>\"@]", target):
                return target
    return ""


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


RULES: tuple[Rule, ...] = (links_are_open, nothing_lies_on_a_disk, sources_are_pages, evidence_is_not_the_pledge)
