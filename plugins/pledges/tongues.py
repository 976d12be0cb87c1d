"""A language that pages are shown in: its words by its catalogue, its dates and numbers by CLDR.

What the portal says in Swedish is the key to what it says in the others, so a sentence that is put together of parts is
put together anew here: `say` fills in what stands in {braces}.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from pledges.i18n import EASY_TO_READ, SEARCHED, SOURCE_LANGUAGE, catalogue, tag
from pledges.written_values import Number, PartialDate, Period, Qualifier

_LOCALES = {"en": "en_GB", EASY_TO_READ: SOURCE_LANGUAGE}  # where the bare language would be another country's


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its code, as the settings have it: `en`."""

    language: str

    @property
    def tag(self) -> str:
        """Its name in a page's `lang`."""
        return tag(self.language)

    @property
    def is_swedish(self) -> bool:
        """Whether what stands in Swedish needs no mark of being in another language."""
        return self.language in (SOURCE_LANGUAGE, EASY_TO_READ)

    def say(self, message: str, **values: object) -> str:
        """The Swedish `message` in this language, with `values` in the places that it has for them."""
        words = catalogue(self.language).gettext(message) if message else ""
        return words.format(**values) if values else words

    def searched(self, term: str) -> str:
        """What is asked for in this language where the Swedish texts have `term`, with commas; the term where nothing is known."""
        return catalogue(self.language).pgettext(SEARCHED, term)

    def day(self, value: date) -> str:
        """12 February 2019"""
        return format_date(value, "long", locale=_locale(self.language))

    def partial(self, value: PartialDate | None) -> str:
        """12 February 2019, February 2019 or 2019; unknown date."""
        if value is None:
            return self.say("okänt datum")
        if value.day is not None:
            return self.day(value.first)
        if value.month is not None:
            return str(format_skeleton("yMMMM", value.first, locale=_locale(self.language)))
        return str(value.year)

    def period(self, value: Period) -> str:
        """2019, 2019–2020, March 2022 – May 2022, from 2019 until further notice."""
        start, end = value.start, value.end
        if value.open_ended:
            if start is None:
                return self.say("tills vidare")
            return self.say("från {start} och tills vidare", start=self.partial(start))
        if start is None and end is None:
            return self.say("okänd period")
        if start is None:
            return self.say("till {end}, början okänd", end=self.partial(end))
        if end is None:
            return self.say("från {start}, slut okänt", start=self.partial(start))
        if start == end:
            return self.partial(start)
        if start.month is None and end.month is None:
            return f"{start.year}–{end.year}"
        return f"{self.partial(start)} – {self.partial(end)}"

    def decimal(self, value: Decimal | int) -> str:
        """1,200; 0.78"""
        return format_decimal(value, locale=_locale(self.language))

    def number(self, value: Number) -> str:
        """1,200; at least 200; about 100"""
        text = self.decimal(value.value)
        if value.qualifier is Qualifier.EXACT:
            return text
        return self.say(QUALIFIED[value.qualifier], number=text)

    def enumerate(self, words: Iterable[str]) -> str:
        """a, b and c"""
        return format_list(list(words), locale=_locale(self.language))


SWEDISH = Tongue(SOURCE_LANGUAGE)
QUALIFIED = {
    Qualifier.AT_LEAST: "minst {number}",
    Qualifier.ABOUT: "cirka {number}",
    Qualifier.AT_MOST: "högst {number}",
}


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    """The language's dates and numbers; the Swedish ones of a language that CLDR does not know."""
    try:
        return Locale.parse(_LOCALES.get(language, language))
    except UnknownLocaleError:
        return Locale.parse(SOURCE_LANGUAGE)
