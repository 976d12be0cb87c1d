"""Values spliced into a file: they read back as entered, and no other line is touched."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.editing.source import UnreadableError, edited, entered, entered_body, read_source, same
from support.depth import short_or_whole
from support.sites import CONTENT, ROOT

FILES = sorted(CONTENT.rglob("*.md")) + sorted((ROOT / "plugins/pledges/commands/reference/examples").rglob("*.md"))
TEXTS = st.text(min_size=1, max_size=60).map(entered).filter(bool)
ODD = st.sampled_from(
    ["- streck", "a: b", "a #b", "#x", "'", '"', "\\", "[a", "{a", "& b", "* c", "! d", "|", ">", "%", "@", "`", "?",
     "? a", ": a", "a:", "-", "--- a", "~", "null", "0114", "0,78", "ja", "a, b", "x]", "y}", "”citat”", "😀", "okänd"]
)  # fmt: skip


def changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """(lines gone, lines new) between two files."""
    difference = list(difflib.ndiff(before.decode().splitlines(True), after.decode().splitlines(True)))
    return [row[2:] for row in difference if row[0] == "-"], [row[2:] for row in difference if row[0] == "+"]


def scalars(value: Any, loc: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The place of every text in `value`."""
    if isinstance(value, Mapping):
        return [place for key, inner in value.items() for place in scalars(inner, (*loc, key))]
    if isinstance(value, list):
        return [place for index, inner in enumerate(value) for place in scalars(inner, (*loc, index))]
    return [loc] if value is not None else []


def put(value: Any, loc: tuple[Any, ...], text: Any) -> Any:
    """`value` with something else at `loc`; None takes it away."""
    if not loc:
        return text
    if isinstance(value, Mapping):
        inner = put(value[loc[0]], loc[1:], text) if loc[0] in value else text
        return {**value, loc[0]: inner}
    return [put(one, loc[1:], text) if index == loc[0] else one for index, one in enumerate(value)]


@pytest.mark.parametrize("path", FILES[:: short_or_whole(4, 1)], ids=lambda path: path.stem)
def test_a_file_that_is_not_changed_is_the_same_bytes(path: Path) -> None:
    raw = path.read_bytes()
    source = read_source(raw)
    assert edited(raw, source.values, source.body) == raw


@given(path=st.sampled_from(FILES), data=st.data(), text=st.one_of(TEXTS, ODD))
def test_any_field_reads_back_as_entered_and_no_other_line_is_touched(path: Path, data: Any, text: str) -> None:
    raw = path.read_bytes()
    values = read_source(raw).values
    loc = data.draw(st.sampled_from(scalars(values)))
    wanted = put(values, loc, text)
    after = edited(raw, wanted)
    assert same(read_source(after).values, wanted)
    gone, new = changed_lines(raw, after)
    assert (len(gone), len(new)) in ((0, 0), (1, 1))


@given(path=st.sampled_from(FILES), data=st.data())
def test_taking_a_field_away_touches_its_own_lines_alone(path: Path, data: Any) -> None:
    raw = path.read_bytes()
    values = read_source(raw).values
    loc = data.draw(st.sampled_from(scalars(values)))
    wanted = put(values, loc, None)
    after = edited(raw, wanted)
    assert same(read_source(after).values, wanted)
    gone, new = changed_lines(raw, after)
    assert len(new) <= 1
    assert len(gone) <= 2


@given(path=st.sampled_from(FILES), data=st.data(), text=st.one_of(TEXTS, ODD))
def test_rows_are_added_moved_and_taken_away(path: Path, data: Any, text: str) -> None:
    raw = path.read_bytes()
    values = dict(read_source(raw).values)
    lists = [key for key, value in values.items() if isinstance(value, list)]
    if not lists:
        values["saknas"] = [text, "två"]
        assert same(read_source(edited(raw, values)).values, values)
        return
    key = data.draw(st.sampled_from(lists))
    rows = list(values[key])
    row = {"text": text, "rader": [{"a": text}, {"b": "c"}]} if isinstance(rows[0], Mapping) else text
    match data.draw(st.sampled_from(["add", "move", "remove", "first"])):
        case "add":
            rows.append(row)
        case "first":
            rows.insert(0, row)
        case "move":
            rows.append(rows.pop(0))
        case "remove":
            rows.pop(data.draw(st.integers(0, len(rows) - 1)))
    after = edited(raw, {**values, key: rows})
    assert same(read_source(after).values, {**values, key: rows})
    untouched = [line for line in raw.decode().splitlines() if line.strip() and not line.startswith((" ", key))]
    assert all(line in after.decode().splitlines() for line in untouched)


STYLES = """---
# Överst.
titel: 'Enkla'   # varför
kort: "Dubbla"

parter: [polisen, 'kommunen']  # två
åtgärder:
  # Den första.
  - id: a  # ett id
    vad: En
      text på två rader
    mål: {minst: 8, enhet: kontroller}
  - # efter strecket
    id: b
    vad: |
      Rader
      av text
saknas:
effektmål: Ett enda
---

Fri text.
"""


def replaced(text: str, values: Mapping[str, Any], body: str | None = None) -> str:
    return edited(text.encode(), {**read_source(text.encode()).values, **values}, body).decode()


def test_quotes_and_comments_stay() -> None:
    assert replaced(STYLES, {"titel": "Det är 'så'"}) == STYLES.replace("'Enkla'", "'Det är ''så'''")
    assert replaced(STYLES, {"kort": 'Sa "hej"'}) == STYLES.replace('"Dubbla"', '"Sa \\"hej\\""')
    assert replaced(STYLES, {"parter": ["polisen"]}) == STYLES.replace("[polisen, 'kommunen']", "[polisen]")
    assert replaced(STYLES, {"saknas": ["Ett: två"]}) == STYLES.replace("saknas:\n", 'saknas:\n  - "Ett: två"\n')
    assert replaced(STYLES, {"effektmål": ["Ett enda", "Två"]}) == STYLES.replace(
        "effektmål: Ett enda\n", "effektmål:\n  - Ett enda\n  - Två\n"
    )


def test_a_row_that_moves_takes_its_comments_with_it() -> None:
    rows = read_source(STYLES.encode()).values["åtgärder"]
    after = replaced(STYLES, {"åtgärder": [rows[1], rows[0]]})
    for comment in ("# efter strecket", "# ett id", "# Den första.", "# Överst.", "# varför", "# två"):
        assert comment in after
    assert read_source(after.encode()).values["åtgärder"] == [rows[1], rows[0]]


def test_the_first_key_of_a_row_can_go_and_come() -> None:
    rows = read_source(STYLES.encode()).values["åtgärder"]
    without = replaced(STYLES, {"åtgärder": [{key: value for key, value in rows[0].items() if key != "id"}, rows[1]]})
    assert "# ett id" in without
    again = replaced(without, {"åtgärder": rows})
    assert read_source(again.encode()).values["åtgärder"] == rows


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(break_: str, mark: str) -> None:
    text = mark + STYLES.replace("\n", break_)
    after = replaced(text, {"titel": "Ny", "nyckel": ["a b", "c"]}, "Ny text.\nTvå rader.")
    assert after.startswith(f"{mark}---{break_}")
    assert after.endswith(f"---{break_}{break_}Ny text.{break_}Två rader.{break_}")
    if break_ != "\n":
        assert "\n" not in after.replace(break_, "")


def test_an_empty_front_matter_gets_its_first_key() -> None:
    assert edited(b"---\n---\n", {"titel": "Hej"}, "Text").decode() == "---\ntitel: Hej\n---\n\nText\n"


def test_what_can_t_be_read_is_not_changed() -> None:
    for text in ("titel: x\n", "---\ntitel: x\n", "---\na: [\n---\n", "---\na: 1\na: 2\n---\n"):
        with pytest.raises(UnreadableError):
            edited(text.encode(), {"a": "b"})


def test_free_text_loses_what_no_file_can_hold() -> None:
    assert entered_body("a\x00b\r\n\tA\u030a\u2028\n\n  c ") == "ab\n\tÅ\n\n  c "


def test_what_is_entered_is_what_a_file_can_hold() -> None:
    assert entered("  A\u030a\u00a0 b\r\n\tc\x00 \u2028") == "Å b c"
    assert entered("ett  två\r\n\r\n tre ", lines=True) == "ett två\n\ntre"


def test_a_file_with_blanks_out_of_another_program_is_changed_where_it_is_changed() -> None:
    raw = "---\ntitel: Ett\nåtgärder:\n  - id: a\n\u00a0\u00a0\u00a0\u00a0vad:\u00a0Det\u00a0ena\n    ansvarig: polisen\n---\n".encode()
    values = read_source(raw).values
    after = edited(raw, put(values, ("åtgärder", 0, "ansvarig"), "kommunen"))
    assert changed_lines(raw, after) == (["    ansvarig: polisen\n"], ["    ansvarig: kommunen\n"])
    assert (
        read_source(edited(raw, put(values, ("åtgärder", 0, "vad"), "Det andra"))).values["åtgärder"][0]["vad"]
        == "Det andra"
    )


def test_a_text_that_a_hash_cuts_short_with_a_row_after_it_is_for_nobody_to_splice() -> None:
    with pytest.raises(UnreadableError, match="Texten slutar vid"):
        read_source(b"---\ntitel: Grind #3 och\n  torget\n---\n")
    cut = b"---\ntitel: Grind #3\nkort: Ett\n---\n"
    assert edited(cut, {"titel": "Grind", "kort": "Två"}) == "---\ntitel: Grind #3\nkort: Två\n---\n".encode()
