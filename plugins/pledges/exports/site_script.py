"""The script of every page, with the day of the build in it, so that a visitor sees when the copy is old.

It has a fixed name, so that the pages that name it stay as they are when only the day changes, and it is all the
script that a page needs: a first visit costs no request more for it.
"""

from collections.abc import Iterable
from datetime import date

import orjson

from pledges import swedish
from pledges.i18n import _
from pledges.incremental.artifact import Artifact

PATH = "portal.js"
PARTS = ("portal.js", "alder.js")
DAYS = 3
_MAKER = "age 1"


def script(day: date, parts: Iterable[bytes]) -> Artifact:
    """`portal.js` at the root of the site: the theme's `parts`, after what they need of the build on `day`."""
    text = _("Den här kopian av portalen uppdaterades senast den {day}. Det som har hänt efter det syns inte här.")
    paper = _("Så såg sidan ut den {day}.")
    facts = {
        "day": day.isoformat(),
        "days": DAYS,
        "text": text.format(day=swedish.day(day)),
        "paper": paper.format(day=swedish.day(day)),
    }
    return Artifact(path=PATH, source=(facts, b"\n".join(parts).decode()), maker=_MAKER, make=_joined)


def _joined(source: tuple[dict[str, str | int], str]) -> bytes:
    facts, parts = source
    return b"const portal = " + orjson.dumps(facts) + b";\n" + parts.encode()
