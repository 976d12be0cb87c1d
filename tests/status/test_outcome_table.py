"""docs/utfall.md: every row is worked out from the real content, and every answer that the content gives has a row."""

import re
from pathlib import Path

import pytest

from pledges.status.labels import READER_STATES, headline, reader_label, result_label
from pledges.status.result_for_readers import Result
from pledges.swedish import suggestion
from support.samples import on, real_register, standing, standing_of_record

GUIDE = (Path(__file__).parents[2] / "docs" / "utfall.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+) \| (kommuner/\S+) \| (\d{4}-\d\d-\d\d) \| (\S+) \| (.+) \|$", re.M)
ROWS = ROW.findall(GUIDE)


def worked_out(identity: str, day: str, what: str) -> str:
    """The headline, the word for readers, or the result of an action, as the row asks."""
    register = real_register()
    record = register.get(identity)
    assert record is not None, suggestion(identity, register.records)
    now = standing(register, record, on(day))
    match what:
        case "rubrik":
            return headline(now, record.kind)
        case "ord":
            return reader_label(now.reader_state)
    return {one.action: result_label(one) for one in now.results}[what]


@pytest.mark.parametrize(("rule", "identity", "day", "what", "said"), ROWS, ids=[f"{row[1]} {row[3]}" for row in ROWS])
def test_the_row_is_what_the_content_gives(rule: str, identity: str, day: str, what: str, said: str) -> None:
    assert worked_out(identity, day, what) == said, rule


def test_every_result_and_word_that_the_content_gives_has_a_row() -> None:
    register, day = real_register(), on("2026-11-26")
    standings = [standing(register, record, day) for record in register.commitments()]
    shown = {row[4] for row in ROWS}
    results = {one.result for now in standings for one in now.results}
    for result in results:
        labels = {result_label(one) for now in standings for one in now.results if one.result is result}
        assert labels & shown, result
    for state in {now.reader_state for now in standings}:
        assert reader_label(state) in shown


def test_every_result_has_a_real_example_and_the_five_words_are_told() -> None:
    """But for an action that a follow-up which has been read whole passes over: the content has none yet."""
    assert _with_rows() == set(Result) - {Result.NOT_MENTIONED}
    for label in READER_STATES.values():
        assert label.lower() in GUIDE


def test_no_action_whose_own_year_has_passed_is_not_due_yet() -> None:
    """Where a commitment still holds, what was to be done in a certain year is over when the year is."""
    register, day = real_register(), on("2026-11-26")
    passed = [
        f"{record.identity} {action.id}"
        for record in register.commitments()
        for action, one in zip(record.actions, standing(register, record, day).results, strict=True)
        if one.result is Result.NOT_YET
        and (years := [int(year) for year in re.findall(r"\b20\d\d\b", action.what)])
        and max(years) < day.year
    ]
    assert passed == []


def _with_rows() -> set[Result]:
    register = real_register()
    found = set()
    for _rule, identity, day, what, _said in ROWS:
        now = standing_of_record(register, identity, day)
        found.update(one.result for one in now.results if one.action == what)
    return found
