"""Links that lead where everybody can go: not to a colleague's desktop, an intranet, or through a filter of e-mail."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from pledges.content.record import Record
from pledges.content.record_values import texts
from pledges.content.register import Register
from pledges.rules.every_text import at_their_places, every_text
from pledges.rules.finding import Finding, Rule, line_of
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
DISK = re.compile(r"(?<![\w/])[A-Z]:\\+\w[^\s”\"]*|(?<![\w\\])\\\\[\w.-]+\\[^\s”\"]+")
_TARGETS = ("url", "q", "u", "target", "redirect", "a")


def links_are_open(register: Register, record: Record) -> Iterator[Finding]:
    """No link goes through a filter of e-mail, or to where only colleagues can go."""
    keys = ((text, loc, 0) for loc, text in texts(record))
    links = ((link.href, (), line_of(record, link.line)) for link in facts_of(record.body).links)
    addresses = (one for one in (*keys, *links) if one[0].startswith(("http://", "https://")))
    return at_their_places(addresses, _about)


def nothing_lies_on_a_disk(register: Register, record: Record) -> Iterator[Finding]:
    """No text says where a file lies on somebody's computer, which nobody else can open; `fil:` is told of as missing."""
    placed = (one for one in every_text(record) if not one[1] or one[1][-1] != "fil")
    return at_their_places(placed, _on_a_disk)


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


RULES: tuple[Rule, ...] = (links_are_open, nothing_lies_on_a_disk)
