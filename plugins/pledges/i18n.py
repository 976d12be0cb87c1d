"""The words of the site: Swedish as source, through gettext, so that languages can be added.

A catalogue lies in theme/locale/<language>/LC_MESSAGES/portal.mo; for Swedish there is none, and the source
text is used as it is.
"""

import gettext as _gettext
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).resolve().parents[2] / "theme" / "locale"
DOMAIN = "portal"
SOURCE_LANGUAGE = "sv"


@lru_cache(maxsize=8)
def catalogue(language: str = SOURCE_LANGUAGE) -> _gettext.NullTranslations:
    """The texts in `language`; the Swedish source where there is no catalogue."""
    return _gettext.translation(DOMAIN, LOCALES, languages=[language], fallback=True)


def _(message: str) -> str:
    """`message` in the site's language."""
    return catalogue().gettext(message)
