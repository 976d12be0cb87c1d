"""Dates, periods and numbers in words: what is written in a file is read out, and what somebody writes in words is written."""

from collections.abc import Callable, Mapping

from pledges import swedish
from pledges.content.field_descriptions import Form
from pledges.content.suggested_values import date_in_words, period_in_words
from pledges.written_values import parse_date, parse_number, parse_period

_READERS: Mapping[Form, Callable[[str], str]] = {
    Form.DATE: lambda text: swedish.partial(parse_date(text)),
    Form.PERIOD: lambda text: swedish.period(parse_period(text)),
    Form.NUMBER: lambda text: swedish.number(parse_number(text)),
}
_IN_WORDS: Mapping[Form, Callable[[str], str | None]] = {Form.DATE: date_in_words, Form.PERIOD: period_in_words}


def as_the_file_has_it(form: Form, text: str) -> str:
    """A date or a period that somebody has written in words, as it is to stand in the file; any other text as it is."""
    return (_IN_WORDS[form](text) if form in _IN_WORDS else None) or text


def read_as(form: Form, text: str) -> str:
    """What a date, a period or a number is read as; the empty text where it can't be read, or is nothing else."""
    if form not in _READERS or not text:
        return ""
    try:
        return _READERS[form](as_the_file_has_it(form, text))
    except ValueError:
        return ""


def in_words(form: Form, text: str) -> str:
    """A date or a period of a file in words, where the same is written for the words; any other text as it is."""
    words = read_as(form, text) if form in _IN_WORDS else ""
    return words if words and as_the_file_has_it(form, words) == text else text
