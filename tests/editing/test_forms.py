"""The form of every kind of record: what stands in a file comes back from its form, and buttons do what they say."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.content.discovery import discover
from pledges.content.field_descriptions import Form, shapes
from pledges.content.field_types import Row
from pledges.content.geography import load
from pledges.content.kinds import Kind
from pledges.content.reader import read_file
from pledges.content.record_fields import MODELS
from pledges.editing.forms import (
    ACTIONS,
    PARTIES,
    SHORTHAND,
    Choices,
    Control,
    Field,
    Option,
    every_field,
    form_of,
    unambiguous,
)
from pledges.editing.posted import pressed, read_form, said_in_words, shown_values, with_shorthand
from pledges.editing.read_out import read_as
from pledges.editing.source import edited, entered, read_source, same
from support.depth import short_or_whole
from support.posted import posted_of
from support.sites import CONTENT, ROOT

EXAMPLES = ROOT / "plugins/pledges/commands/reference/examples"
SOURCES = [(folder, source) for folder in (CONTENT, EXAMPLES) for source in discover(folder, load()).records]
CHOICES = Choices(
    {
        Kind.THEME.value: unambiguous([Option("trafik", "Trafik"), Option("unga", "Unga"), Option("skola", "unga")]),
        PARTIES: unambiguous([Option("polisen", "Polisen"), Option("kommunen", "Kommunen")]),
        ACTIONS: unambiguous([Option("narvaro", "Ökad närvaro")]),
    }
)


@pytest.mark.parametrize(
    ("folder", "source"), SOURCES[:: short_or_whole(4, 1)], ids=lambda one: getattr(one, "path", "")
)
def test_what_stands_in_a_file_comes_back_from_its_form(folder: Path, source: Any) -> None:
    raw = (folder / source.path).read_bytes()
    values = read_source(raw).values
    posted = posted_of(form_of(source.kind, values, CHOICES))
    assert not [name for name in posted if name.endswith("~okänd")]
    in_words = posted_of(form_of(source.kind, said_in_words(source.kind, values), CHOICES))
    assert read_form(source.kind, in_words, CHOICES) == read_form(source.kind, posted, CHOICES)
    back = read_form(source.kind, posted, CHOICES)
    assert same(
        with_shorthand(back, values),
        {key: value for key, value in values.items() if key != "status"} | _status(back, values),
    )
    assert read_file(folder, source)[0] is not None


def _status(back: Any, values: Any) -> dict[str, Any]:
    """A plain draft's status is the buttons' business, not a field's."""
    return {"status": values["status"]} if "status" in back else {}


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.value)
def test_every_key_of_the_schema_has_a_field(kind: Kind) -> None:
    form = form_of(kind, {}, CHOICES)
    names = {field.name for field in (*form.fields, *form.more)}
    assert names == {shape.key for shape in shapes(MODELS[kind])} - ({"status"} - names)


def test_a_text_where_a_row_may_stand_means_the_key_that_it_is_said_to() -> None:
    rows: set[type[Row]] = {
        shape.row for model in MODELS.values() for shape in shapes(model) if shape.row is not None and shape.many
    }
    for row in rows & set(SHORTHAND):
        record = {
            Kind.MUNICIPALITY: ("lägesbild enligt lagen", "https://provstad.example/"),
            Kind.AREA: ("källor", "https://provstad.example/"),
            Kind.POLICE_AREA: ("kommuner", "lulea"),
        }
        for kind, (key, text) in record.items():
            model = MODELS[kind]
            fields = model.model_validate({key: text, **({} if kind is Kind.MUNICIPALITY else {"titel": "x"})})
            shape = next(one for one in shapes(model) if one.key == key)
            if shape.row is row:
                (value,) = getattr(fields, shape.name)
                assert [one.key for one in shapes(row) if one.name in value.model_fields_set] == [SHORTHAND[row]]


TEXTS = st.text(max_size=40).filter(entered)


@settings(max_examples=1000)
@given(source=st.sampled_from(SOURCES), data=st.data(), text=TEXTS)
def test_an_edit_of_any_field_in_a_form_reads_back_as_entered(source: Any, data: Any, text: str) -> None:
    folder, file = source
    raw = (folder / file.path).read_bytes()
    values = dict(read_source(raw).values)
    form = form_of(file.kind, values, CHOICES)
    names = [one.name for one in _plain(form.fields + form.more)]
    name = data.draw(st.sampled_from(names))
    posted = {**posted_of(form), name: text}
    after = read_form(file.kind, posted, CHOICES)
    result = read_source(edited(raw, with_shorthand(after | _status(values, values), values)))
    again = posted_of(form_of(file.kind, result.values, CHOICES))
    assert entered(again[name], lines="\n" in again[name]) == entered(text)


def _plain(fields: tuple[Field, ...]) -> list[Field]:
    inner = [one for field in fields for row in field.rows for one in _plain((*row.fields, *row.more))]
    groups = [one for field in fields if not field.name.endswith("mål") for one in _plain((*field.fields, *field.more))]
    return (
        [one for one in fields if one.control in (Control.INPUT, Control.TEXT) and not one.several_lines]
        + inner
        + groups
    )


PLEDGE = {
    "titel": "Ett löfte",
    "åtgärder": [
        {"id": "a", "vad": "A", "mål": {"minst": "8", "enhet": "ronder"}},
        {"id": "b", "vad": "B", "mål": "Lugnt"},
    ],
    "ämnen": ["trafik", "skola"],
}


def test_rows_are_added_moved_and_taken_away_by_buttons() -> None:
    posted = posted_of(form_of(Kind.PLEDGE, PLEDGE, CHOICES))
    down = pressed(posted, "ned", "åtgärder.1")
    assert [row["id"] for row in read_form(Kind.PLEDGE, down, CHOICES)["åtgärder"]] == ["b", "a"]
    assert pressed(down, "upp", "åtgärder.2") == posted
    gone = pressed(posted, "bort", "åtgärder.1")
    assert read_form(Kind.PLEDGE, gone, CHOICES)["åtgärder"] == PLEDGE["åtgärder"][1:]
    more = pressed(posted, "ny", "åtgärder")
    assert len(shown_values(Kind.PLEDGE, more, CHOICES)["åtgärder"]) == 3
    assert same(read_form(Kind.PLEDGE, more, CHOICES), PLEDGE)
    for nonsense in ("åtgärder.9", "åtgärder.x", "", "åtgärder", "../x.1"):
        assert pressed(posted, "upp", nonsense) == posted


def test_a_new_action_is_named_after_what_is_to_be_done() -> None:
    posted = {
        "åtgärder.1.vad": "Nattliga ronder i parken",
        "åtgärder.2.vad": "Nattliga ronder i parken",
        "åtgärder.3.vad": "",
    }
    rows = read_form(Kind.PLEDGE, posted, CHOICES)["åtgärder"]
    assert [row["id"] for row in rows] == ["nattliga-ronder-i-parken", "nattliga-ronder-i-parken-2"]


def test_a_reference_is_chosen_by_what_it_is_called() -> None:
    posted = posted_of(form_of(Kind.PLEDGE, PLEDGE, CHOICES))
    assert posted["ämnen.1"] == "Trafik"
    assert {one.label for one in CHOICES.lists[Kind.THEME.value]} == {"Trafik", "Unga (unga)", "unga (skola)"}
    back = read_form(Kind.PLEDGE, {"ämnen.1": "trafik", "ämnen.2": "unga (skola)", "ämnen.3": "finns inte"}, CHOICES)
    assert back["ämnen"] == ["trafik", "skola", "finns inte"]


def test_what_the_record_does_not_have_is_kept_until_it_is_taken_away() -> None:
    values = {"titel": {"a": "b"}, "okänd nyckel": ["x"], "åtgärder": [{"vad": "A", "felstavat": "8"}]}
    posted = posted_of(form_of(Kind.PLEDGE, values, CHOICES))
    back = read_form(Kind.PLEDGE, posted, CHOICES)
    assert back["okänd nyckel"] == ["x"]
    assert back["titel"] == {"a": "b"}
    assert back["åtgärder"][0]["felstavat"] == "8"
    assert "okänd nyckel" not in read_form(Kind.PLEDGE, {**posted, "okänd nyckel~okänd~bort": "på"}, CHOICES)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (Form.DATE, "2020-12-31", "31 december 2020"),
        (Form.DATE, "okänd", "okänt datum"),
        (Form.DATE, "2020-13", ""),
        (Form.PERIOD, "2019/..", "från och med 2019 och tills vidare"),
        (Form.PERIOD, "2022-03/2022-05", "mars–maj 2022"),
        (Form.NUMBER, "0,78", "0,78"),
        (Form.NUMBER, "minst 1200", "minst 1\u00a0200"),
        (Form.TEXT, "2020", ""),
    ],
)
def test_dates_periods_and_numbers_are_read_out(form: Form, text: str, expected: str) -> None:
    assert read_as(form, text) == expected


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("20 november 2026", "2026-11-20"), ("den 1 mars 2026", "2026-03-01"), ("Nov 2026", "2026-11"), ("3:e maj 2026", "2026-05-03"),
        ("31 november 2026", "2026-11-31"), ("våren 2026", "våren 2026"), ("2026-11-20", "2026-11-20"), ("i maj", "i maj"), ("okänd", "okänd"),
    ],
)  # fmt: skip
def test_a_date_in_words_is_written_as_the_file_wants_it(typed: str, written: str) -> None:
    posted = {"undertecknat": typed, "händelser.1.datum": typed, "händelser.1.text": "A"}
    values = read_form(Kind.PLEDGE, posted, CHOICES)
    assert (values["undertecknat"], values["händelser"][0]["datum"]) == (written, written)
    assert shown_values(Kind.PLEDGE, posted, CHOICES)["undertecknat"] == typed


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("mars–maj 2022", "2022-03/2022-05"), ("1 januari 2020 till 31 december 2021", "2020-01-01/2021-12-31"),
        ("2019–2020", "2019/2020"), ("från mars 2024", "2024-03/.."), ("maj 2022", "2022-05"), ("våren 2022", "våren 2022"),
        ("mars–maj 2022 utom lov", "mars–maj 2022 utom lov"), ("2019/..", "2019/.."),
    ],
)  # fmt: skip
def test_a_period_in_words_is_written_as_the_file_wants_it(typed: str, written: str) -> None:
    assert read_form(Kind.PLEDGE, {"period": typed}, CHOICES)["period"] == written
    assert shown_values(Kind.PLEDGE, {"period": typed}, CHOICES)["period"] == typed


def test_a_row_of_outcome_tells_what_was_promised() -> None:
    choices = Choices({ACTIONS: (Option("a", "Ronder i parken, varje kväll", note="Målet är minst 8 ronder."),)})
    form = form_of(Kind.FOLLOW_UP, {"utfall": [{"åtgärd": "a"}, {"åtgärd": "borta"}]}, choices)
    rows = next(one for one in form.fields if one.name == "utfall").rows
    assert [(row.title, row.note) for row in rows] == [
        ("Ronder i parken, varje kväll", "Målet är minst 8 ronder."), ("", "")
    ]  # fmt: skip


@pytest.mark.parametrize(("antal", "told"), [("4", "4: inte nått"), ("fyra eller fem", "")])
def test_what_became_of_an_action_stands_beside_a_number_that_can_be_read(antal: str, told: str) -> None:
    choices = Choices({ACTIONS: (Option("a", "Ronder", became="inte nått"),)})
    form = form_of(Kind.FOLLOW_UP, {"utfall": [{"åtgärd": "a", "antal": antal}]}, choices)
    (row,) = next(one for one in form.fields if one.name == "utfall").rows
    by_name = {one.name.rpartition(".")[2]: one for one in row.fields}
    assert by_name["antal"].read_as == told
    assert list(by_name).index("orsak") == list(by_name).index("kommentar") + 1


def test_a_goal_both_counted_and_in_words_is_not_lost() -> None:
    posted = {
        "åtgärder.1.vad": "A",
        "åtgärder.1.mål.minst": "8",
        "åtgärder.1.mål.enhet": "ronder",
        "åtgärder.1.mål.i ord": "Ofta",
    }
    goal = read_form(Kind.PLEDGE, posted, CHOICES)["åtgärder"][0]["mål"]
    assert goal == {"minst": "8", "enhet": "ronder", "i ord": "Ofta"}


def test_an_accepted_warning_is_chosen_by_what_it_says_and_one_that_is_no_more_is_kept() -> None:
    for code in ("telefonnummer", "en-kod-som-inte-finns"):
        values = {"titel": "T", "accepterade varningar": [{"kod": code, "skäl": "S"}]}
        form = form_of(Kind.NEWS, values, CHOICES)
        (box,) = (one for one in every_field(form.more) if one.name == "accepterade varningar.1.kod")
        assert (box.label, box.control, box.value) == ("Gäller", Control.SELECT, code)
        assert code in {one.value for one in box.options}
        assert not {one.label for one in box.options if one.value != "en-kod-som-inte-finns"} & {
            one.value for one in box.options
        }
        assert read_form(Kind.NEWS, posted_of(form), CHOICES)["accepterade varningar"] == [{"kod": code, "skäl": "S"}]
