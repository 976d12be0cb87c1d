"""A pledge against the one before it: only what is sure is paired, and only what is sure is new or gone."""

import pytest

from pledges.content.record_fields import Pledge
from pledges.status.against_before import Fate, Promise, against_before
from support.samples import register_of

HEAD = "titel: Prov\növerenskommelse: okänd\nparter: [polisen, kommunen]\n"


def pledge(actions: str, *, period: str = "2018", keys: str = "") -> Pledge:
    rows = "".join(f"  {row.strip()}\n" for row in actions.strip().splitlines())
    text = f"{HEAD}period: {period}\n{keys}åtgärder:\n{rows}"
    record = register_of({"kommuner/lulea/loften/prov.md": text}).get("kommuner/lulea/loften/prov")
    assert record is not None
    assert isinstance(record.fields, Pledge)
    return record.fields


def fates(now: str, before: str, *, period: str = "2019", then: str = "2018", keys: str = "") -> list[Fate]:
    return [one.fate for one in against_before(pledge(now, period=period, keys=keys), pledge(before, period=then))]


def goal(number: str, more: str = "") -> str:
    return f"- {{id: kontroller, vad: Trafikkontroller, mål: {{{number}, enhet: kontroller{more}}}}}"


@pytest.mark.parametrize(
    ("now", "before", "fate"),
    [
        (goal("minst: 10"), goal("minst: 8"), Fate.RAISED),
        (goal("minst: 6"), goal("minst: 8"), Fate.LOWERED),
        (goal("minst: 8"), goal("antal: 8"), Fate.KEPT),
        (goal("minst: cirka 10"), goal("minst: 8"), Fate.OTHER_GOAL),
        (goal("minst: 4, högst: 6"), goal("minst: 3, högst: 4"), Fate.RAISED),
        (goal("minst: 4, högst: 5"), goal("minst: 3, högst: 6"), Fate.OTHER_GOAL),
        (goal("högst: 4"), goal("högst: 4"), Fate.KEPT),
        (goal("högst: 4"), goal("högst: 6"), Fate.OTHER_GOAL),
        (goal("minst: 2", ", per: vecka"), goal("minst: 1", ", per: vecka"), Fate.RAISED),
        (goal("minst: 2", ", per: månad"), goal("minst: 1", ", per: vecka"), Fate.OTHER_GOAL),
        ("- {id: a, vad: Trafikkontroller}", goal("minst: 1"), Fate.OTHER_GOAL),
        ("- {id: a, vad: Trafikkontroller}", "- {id: b, vad: trafikkontroller}", Fate.KEPT),
        ("- {id: a, vad: Fortsätta med trafikkontroller}", "- {id: b, vad: Trafikkontroller}", Fate.KEPT),
        ("- {id: a, vad: Fortsatta drogtester på skolan}", "- {id: b, vad: Drogtester i skolan}", Fate.KEPT),
        (
            "- {id: a, vad: Sanera klotter skyndsamt, mål: Skyndsamt}",
            "- {id: b, vad: Sanera klotter, mål: Skyndsamt}",
            Fate.KEPT,
        ),
        ("- {id: a, vad: Prov, villkor: om möjligt}", "- {id: b, vad: Prov}", Fate.OTHER_GOAL),
    ],
)
def test_what_became_of_a_promise_in_the_same_words(now: str, before: str, fate: Fate) -> None:
    assert fates(now, before) == [fate]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("- {id: a, vad: Trafikkontroller i byarna}", "- {id: a, vad: Trafikkontroller}"),
        ("- {id: a, vad: Prov, platser: torget}", "- {id: a, vad: Prov, platser: stationen}"),
        ("- {id: a, vad: Fortsatta och fler prov}", "- {id: a, vad: Prov}"),
        ("- {id: a, vad: Prov, ansvarig: polisen}", "- {id: a, vad: Prov, ansvarig: kommunen}"),
        ("- {id: a, vad: Prov}\n- {id: b, vad: prov}", "- {id: a, vad: Prov}"),
        ("- {id: a, vad: Prov}", "- {id: a, vad: Prov}\n- {id: b, vad: Prov, mål: på natten}"),
    ],
)
def test_what_may_be_another_thing_is_neither_paired_nor_new_nor_dropped(now: str, before: str) -> None:
    keys = "saknas: Resten av dokumentet.\n"
    found = against_before(pledge(now, period="2019", keys=keys), pledge(before, keys=keys))
    assert {one.fate for one in found} == {Fate.UNPAIRED}


@pytest.mark.parametrize(
    ("period", "then", "number", "fate"),
    [
        ("2020/2021", "2018/2019", "10", Fate.RAISED),
        ("2020-07-01/2021-06-30", "2019", "8", Fate.KEPT),  # both a year
        ("2019/2020", "2018", "8", Fate.OTHER_TIME),
        ("2019/2020", "2018", "10", Fate.OTHER_GOAL),
        ("2019/okänd", "2018", "10", Fate.OTHER_GOAL),
    ],
)
def test_a_number_for_the_whole_time_is_compared_with_one_for_as_long(
    period: str, then: str, number: str, fate: Fate
) -> None:
    assert fates(goal(f"minst: {number}"), goal("minst: 8"), period=period, then=then) == [fate]


def test_what_the_pledge_says_that_it_follows_is_believed() -> None:
    now = "- {id: byarna, vad: Polisen syns i byarna, följer: narvaro}"
    (found,) = against_before(pledge(now, period="2019"), pledge("- {id: narvaro, vad: Ökad närvaro}"))
    assert found.fate is Fate.KEPT
    assert found.before is not None
    assert found.before.id == "narvaro"


@pytest.mark.parametrize(("what", "fate"), [("Prov bland unga i centrum", Fate.KEPT), ("Prov", Fate.UNPAIRED)])
def test_many_words_say_what_is_promised_whatever_their_part_is_called(what: str, fate: Fate) -> None:
    def of_a_part(title: str) -> Pledge:
        keys = f"saknas: Resten.\ndelar:\n  - {{id: d, titel: {title}}}\n"
        return pledge(f"- {{id: a, vad: {what}, del: d}}", keys=keys)

    assert against_before(of_a_part("Unga"), of_a_part("Barn"))[0].fate is fate


def test_several_that_follow_one_are_parts_of_it() -> None:
    now = "- {id: a, vad: Ett, följer: x}\n- {id: b, vad: Två, följer: x}"
    assert fates(now, "- {id: x, vad: Prov}") == [Fate.SPLIT, Fate.SPLIT]


def test_what_is_gone_is_told_only_where_all_of_the_new_pledge_is_here_and_accounted_for() -> None:
    now, before = "- {id: a, vad: Ett}\n- {id: b, vad: Två, följer: ingen}", "- {id: x, vad: Ett}\n- {id: y, vad: Tre}"
    assert fates(now, before) == [Fate.KEPT, Fate.NEW, Fate.DROPPED]
    assert fates(now, before, keys="saknas: Sista sidan.\n") == [Fate.KEPT, Fate.NEW, Fate.UNPAIRED]
    assert fates(now, before, keys="antal åtgärder: minst 3\n") == [Fate.KEPT, Fate.NEW, Fate.UNPAIRED]
    assert fates(now.replace(", följer: ingen", ""), before) == [Fate.KEPT, Fate.UNPAIRED, Fate.UNPAIRED]


def test_what_is_left_is_new_where_all_of_the_earlier_pledge_is_here_and_goes_on() -> None:
    now, before = "- {id: a, vad: Ett}\n- {id: b, vad: Två}", "- {id: x, vad: Ett}"
    assert fates(now, before) == [Fate.KEPT, Fate.NEW]
    earlier = pledge(before, keys="saknas: Sista sidan.\n")
    assert [one.fate for one in against_before(pledge(now), earlier)] == [Fate.KEPT, Fate.UNPAIRED]


def test_an_action_that_names_its_predecessor_is_not_paired_by_words_with_another() -> None:
    now = "- {id: a, vad: Ett, följer: y}"
    found = against_before(pledge(now), pledge("- {id: x, vad: Ett}\n- {id: y, vad: Två}"))
    assert [(one.fate, one.before and one.before.id) for one in found] == [(Fate.KEPT, "y"), (Fate.DROPPED, "x")]
    assert found[1] == Promise(Fate.DROPPED, None, found[1].before)
