"""What a page can be found by in the search: place, county, theme, where it stands, what became of it and year."""

from collections.abc import Iterator
from datetime import date

from pledges import swedish
from pledges.content.geography import MunicipalityFacts
from pledges.content.record import AnyRecord, Record, is_a
from pledges.content.record_fields import Commitment, Pledge, Theme
from pledges.content.register import Register
from pledges.i18n import _
from pledges.status.date_ranges import year_of
from pledges.status.labels import RESULTS, reader_label, result_word
from pledges.status.result_for_readers import ReaderState, Result, Turnout
from pledges.status.standing import Standing
from pledges.views.results import short_in_words, standing_word
from pledges.views.view_types import Filter
from pledges.written_values import PartialDate, Period

_THEMES = ("themes", "actions.theme", "parts.theme", "focus_areas.theme", "problems.theme")
_UNDONE = "Inte gjort eller inte nått"
_HINDERED = "Helheten hindrad eller inte gjord, enligt parterna"
_LONGEST = 10  # years; a period of unknown or endless length is found by its first year alone


def filters(
    register: Register, record: AnyRecord, standing: Standing | None, *, ended: date | None = None
) -> tuple[Filter, ...]:
    """The filters of a record's page, without repeats. `standing` gives a pledge its status; `ended` is the last day of what
    holds until further notice, where another has followed it."""
    span = record.fields.span if isinstance(record, Record) else None
    if span is not None and span.open_ended and ended is not None:
        span = Period(span.start, PartialDate.of(ended))
    times = (Filter(_("År"), str(year)) for year in years(span))
    unsure = unsure_time(span) if isinstance(record, Record) and isinstance(record.fields, Commitment) else ""
    lacking = (Filter(_("Tid"), unsure),) if unsure else ()
    return tuple(dict.fromkeys((*_filters(register, record, standing), *times, *lacking)))


def _filters(register: Register, record: AnyRecord, standing: Standing | None) -> Iterator[Filter]:
    for slug in register.municipalities(record):
        yield from place_filters(register.geography.municipalities[slug])
    themes = (record,) if is_a(record, Theme) else register.targets(record, Theme, *_THEMES)
    for title in sorted((theme.fields.title for theme in themes), key=swedish.sort_key):
        yield Filter(_("Ämne"), title)
    if is_a(record, Pledge) and standing is not None:
        for word in _statuses(standing):
            yield Filter(_("Status"), word)
        yield from _outcomes(register, record, standing)


def _statuses(standing: Standing) -> tuple[str, ...]:
    """Where a pledge stands, in the word that all lists and counts have, and before it the nuance where there is one."""
    word = standing_word(standing)
    if standing.reader_state is ReaderState.UNKNOWN:
        return word, _("Läget är okänt")
    whole = reader_label(ReaderState.REPORTED)
    if standing.reader_state is ReaderState.REPORTED and word != whole:
        return f"{whole}: {swedish.within_sentence(word)}", whole
    return (word,)


def _outcomes(register: Register, record: Record[Pledge], standing: Standing) -> Iterator[Filter]:
    """What became of any action, and of any action about a theme: Gjort, Trafik: Gjort. What was not done and what was not
    reached are found together, too, as in the lists, with what the parties say so of without tying it to an action, and what was done, or not, by what is told of each year: 2019: Gjort."""
    titles = {
        theme.slug: theme.fields.title for theme in register.targets(record, Theme, "actions.theme", "parts.theme")
    }
    if short_in_words(register, record):
        yield Filter(_("Åtgärder"), _(_HINDERED))
    for year in years(record.fields.span):
        if short_in_words(register, record, year):
            yield Filter(_("Åtgärder"), f"{year}: {_(_HINDERED)}")
    about = {action: titles[theme] for action, theme in record.fields.action_themes.items() if theme in titles}
    answers = sorted((one for one in standing.results if one.is_answer), key=lambda one: list(Result).index(one.result))
    for one in answers:
        undone = (_(_UNDONE),) if one.turnout is Turnout.NOT_DONE else ()
        for name in (result_word(one), *undone):
            yield Filter(_("Åtgärder"), name)
            if one.action in about:
                yield Filter(_("Åtgärder"), f"{about[one.action]}: {name}")
        for year in years(record.fields.span):
            turnout = one.turnout_in(year_of(year))
            if turnout is Turnout.NOT_DONE:
                yield Filter(_("Åtgärder"), f"{year}: {_(_UNDONE)}")
            elif turnout is Turnout.DONE:
                yield Filter(_("Åtgärder"), f"{year}: {_(RESULTS[one.of(year_of(year))].label)}")


def place_filters(facts: MunicipalityFacts) -> tuple[Filter, Filter]:
    """The filters of a municipality's pages."""
    return Filter(_("Plats"), facts.name), Filter(_("Län"), facts.county_name)


def years(span: Period | None) -> range:
    """The years of a period; only one where an end is unknown or open."""
    first, last = (span.first, span.last) if span is not None else (None, None)
    ends = [day.year for day in (first, last) if day is not None]
    return range(ends[0], min(ends[-1], ends[0] + _LONGEST) + 1) if ends else range(0)


def unsure_time(span: Period | None) -> str:
    """The years of a time that lacks a known end or beginning: 2017–tills vidare, 2017–okänt, okänt–2017; "" where both are
    known. The search reads which years it may hold in (`theme/static/sok.js`)."""
    if span is None or (span.first is None and span.last is None and not span.open_ended):
        return _("okänd tid")
    first = str(span.first.year) if span.first else _("okänt")
    last = _("tills vidare") if span.open_ended else str(span.last.year) if span.last else _("okänt")
    return "" if span.first and span.last else f"{first}–{last}"
