"""What is a mended typo and what is another promise: tables, and what holds of every sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.history.protected_texts import says_the_same
from pledges.history.typos import only_typos_differ

ONES = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]
TEENS = ["tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton"]
TENS = ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]
NUMBERS = [*ONES, *TEENS, *TENS, *(ten + one for ten in TENS for one in ONES[1:]), "hundra", "tvåhundra", "tusen"]
ORDINALS = [
    "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte",
    "trettonde", "fjortonde", "femtonde", "nittonde", "tjugonde", "trettionde", "fyrtionde", "åttionde", "nittionde",
]  # fmt: skip
WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober"]
NEGATIONS = ["inte", "ej", "icke", "utan", "aldrig", "inga", "ingen", "inget"]
WORDS = ["polisen", "kommunen", "trafikkontroller", "vid", "skolan", "på", "torget", "och", "trygghetsvandringar"]

sentences = st.lists(st.sampled_from(WORDS), max_size=8)
places = st.integers(min_value=0, max_value=8)


def _put(sentence: list[str], place: int, *words: str) -> str:
    return " ".join((*sentence[:place], *words, *sentence[place:]))


@given(sentences, places, st.sampled_from([NUMBERS, ORDINALS, WEEKDAYS, MONTHS]), st.data(), st.sampled_from(["", "s"]))
@settings(deadline=None)
def test_another_number_weekday_or_month_is_always_told(
    sentence: list[str], place: int, kind: list[str], data: st.DataObject, ending: str
) -> None:
    one, other = data.draw(st.lists(st.sampled_from(kind), min_size=2, max_size=2, unique=True))
    assert not only_typos_differ(_put(sentence, place, one + ending), _put(sentence, place, other + ending))


@given(sentences, places, st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.sampled_from(["årig", "timmarspass"]))
@settings(deadline=None)
def test_another_number_in_a_compound_is_always_told(
    sentence: list[str], place: int, one: str, other: str, rest: str
) -> None:
    same = only_typos_differ(_put(sentence, place, one + rest), _put(sentence, place, other + rest))
    assert same is (one == other)


@given(sentences, places, st.integers(0, 10**6), st.integers(0, 10**6))
@settings(deadline=None)
def test_another_figure_is_always_told(sentence: list[str], place: int, one: int, other: int) -> None:
    same = only_typos_differ(_put(sentence, place, str(one)), _put(sentence, place, str(other)))
    assert same is (one == other)


@given(sentences, places, st.sampled_from([*NEGATIONS, *NUMBERS, *WEEKDAYS]), st.sampled_from([*WORDS, ""]))
@settings(deadline=None)
def test_a_negation_a_number_or_a_day_never_comes_or_goes_in_silence(
    sentence: list[str], place: int, word: str, instead: str
) -> None:
    without = _put(sentence, place, *([instead] if instead else []))
    assert not only_typos_differ(_put(sentence, place, word), without)
    assert not only_typos_differ(without, _put(sentence, place, word))


@given(st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None)
def test_it_is_the_same_both_ways(before: str, after: str) -> None:
    assert only_typos_differ(before, after) is only_typos_differ(after, before)
    assert only_typos_differ(before, before)


@given(sentences, st.sampled_from([word for word in WORDS if len(word) > 6]), st.data())
@settings(deadline=None)
def test_a_word_that_was_split_or_hyphenated_says_the_same(sentence: list[str], word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(3, len(word) - 3))
    mark = data.draw(st.sampled_from([" ", "-", "\u00ad", " - "]))
    split = _put(sentence, 3, word[:at] + mark + word[at:])
    assert only_typos_differ(split, _put(sentence, 3, word))


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Trafik kontroller vid skolan", "Trafikkontroller vid skolan", True),
        ("trygghets vandring", "trygghetsvandring", True),
        ("trygg\u00adhets\u00advandring", "trygghetsvandring", True),
        ("i dag", "idag", True),
        ("Trafikkontroler", "Trafikkontroller", True),
        ("Polsien finns på torget", "Polisen finns på torget", True),
        ("torsdgar", "torsdagar", True),
        ("Natvandring", "Nattvandring", True),
        ("rafikkontroller", "trafikkontroller", True),
        ("femtio besök, på tisdagar", "femton besök, på tisdagar", False),
        ("femtio besök, på tisdagar", "femtio besök, på torsdagar", False),
        ("på onsdagar", "på torsdagar", False),
        ("alla lågstadieskolor", "alla högstadieskolor", False),
        ("utan för skolan", "utanför skolan", False),
        ("fem tio besök", "femtio besök", False),
        ("o trygga", "otrygga", False),
        ("osäkra platser", "säkra platser", False),
        ("asocialt", "socialt", False),
        ("under junikvällar", "under julikvällar", False),
        ("den åttonde", "den åttionde", False),
        ("50 % färre", "50 färre", False),
        ("sju personer", "sjuk personer", False),
        ("Arbetet är inte påbörjat.", "Arbetet är nu påbörjat.", False),
        ("Färre känner sig trygga", "Fler känner sig trygga", False),
        ("minst 8", "högst 8", False),
        ("", "inte", False),
    ],
)
def test_what_says_the_same(before: str, after: str, same: bool) -> None:
    assert only_typos_differ(before, after) is same
    assert only_typos_differ(after, before) is same


def test_who_and_where_are_compared_as_they_stand() -> None:
    assert not says_the_same("åtgärder.x.områden", "centrum-norra", "centrum-norr")
    assert not says_the_same("åtgärder.x.ansvarig", "polisen", "polisn")
