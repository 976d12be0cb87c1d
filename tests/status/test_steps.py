"""The five steps of an agreement, and what is missing here, from the records alone."""

from datetime import date, timedelta

import pytest

from pledges.content.record_fields import Agreement
from pledges.status.steps import Step, steps, steps_until
from support.samples import on, real_register, register_of

HOME = "kommuner/lulea"
BARE = "titel: Prov\nparter: [kommunen, lpo-prov]\nperiod: 2019\n"
AGREEMENT = (
    BARE
    + """
undertecknad: 2018-12-12
undertecknare: [kommunstyrelsens ordförande]
organisation: En styrgrupp.
resurser: En samordnare.
lägesbilder: [polisens, kommunens, gemensam]
fokusområden:
  - titel: Trafik
    problem: Höga farter.
    orsaker: Rak väg.
"""
)
COMPLETE = {
    "polisen/lpo-prov.md": "titel: Lokalpolisområde Prov\nkommuner: lulea",
    f"{HOME}/overenskommelser/avtal.md": AGREEMENT,
    f"{HOME}/lagesbilder/polisens.md": "titel: Prov\nav: polisen\ndatum: 2018-09\npublicerad: sekretess",
    f"{HOME}/lagesbilder/kommunens.md": "titel: Prov\nav: kommunen\ndatum: 2018-10",
    f"{HOME}/lagesbilder/gemensam.md": "titel: Prov\nav: [kommunen, polisen]\ndatum: okänd",
    f"{HOME}/loften/prov.md": "titel: Prov\növerenskommelse: avtal\nperiod: 2019\npublicerat: 2019-02-12\n"
    "åtgärder:\n  - {id: prov, vad: Prov, ansvarig: polisen}",
    f"{HOME}/uppfoljningar/prov.md": "titel: Prov\nlöfte: prov\ndatum: 2020-03-01\navser: 2019\ntyp: slutlig\nav: polisen\n"
    "belägg: https://provstad.example/prov\neffekt: Farten sjönk.\nutfall:\n  - {åtgärd: prov, gjort: ja}",
    f"{HOME}/lagesbilder/nasta.md": "titel: Prov\nav: [kommunen, polisen]\ndatum: 2020-06\nbygger på: prov",
}
NEVER = on("2030-01-01")


def walked(files: dict[str, str], day: date = NEVER) -> tuple[Step, ...]:
    register = register_of(files)
    return steps(register, register.records[f"{HOME}/overenskommelser/avtal"], day)


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """The complete records with one thing changed."""
    text = COMPLETE[f"{HOME}/{path}.md"]
    assert old in text
    return {**COMPLETE, f"{HOME}/{path}.md": text.replace(old, new)}


def without(path: str) -> dict[str, str]:
    return {name: text for name, text in COMPLETE.items() if name != f"{HOME}/{path}.md"}


def test_all_five_are_done_where_everything_is_here() -> None:
    found = walked(COMPLETE)
    assert [(step.number, step.title, step.official, step.done, step.missing) for step in found] == [
        (1, "De bestämmer sig för att samarbeta", "Initiera", True, ()),
        (2, "Var och en beskriver problemen", "Egna förberedelser", True, ()),
        (3, "De kommer överens om vad de ska göra", "Gemensamma förberedelser", True, ()),
        (4, "De gör det som de har lovat", "Genomförande", True, ()),
        (5, "De berättar hur det gick", "Uppföljning", True, ()),
    ]
    assert [step.records for step in found] == [
        (f"{HOME}/overenskommelser/avtal",),
        (f"{HOME}/lagesbilder/kommunens", f"{HOME}/lagesbilder/polisens"),
        (f"{HOME}/lagesbilder/gemensam", f"{HOME}/overenskommelser/avtal"),
        (f"{HOME}/loften/prov", f"{HOME}/uppfoljningar/prov"),
        (f"{HOME}/uppfoljningar/prov",),
    ]
    assert found[4].starts_again == (f"{HOME}/lagesbilder/nasta",)


def test_a_bare_agreement_lacks_it_all() -> None:
    files = {f"{HOME}/overenskommelser/avtal.md": BARE, "polisen/lpo-prov.md": COMPLETE["polisen/lpo-prov.md"]}
    assert [step.missing for step in walked(files)] == [
        (
            "Uppgift om vem som beslutade finns inte här.",
            "Uppgift om hur arbetet styrs finns inte här.",
            "Uppgift om resurser finns inte här.",
        ),
        (
            "Kommunens egen beskrivning av problemen (lägesbild) finns inte här.",
            "Lokalpolisområde Provs egen beskrivning av problemen (lägesbild) finns inte här.",
        ),
        (
            "Gemensam beskrivning av problemen (lägesbild) finns inte här.",
            "Vad de ska arbeta med (fokusområden) finns inte här.",
            "Uppgift om att överenskommelsen är undertecknad finns inte här.",
        ),
        ("Åtgärder i en åtgärdsplan eller i löften finns inte här.",),
        ("Slutlig uppföljning av en part finns inte här.",),
    ]
    compiled = walked({**files, f"{HOME}/kommun.md": "förs av: sammanställning"})
    assert compiled[2].missing[0] == "Gemensam beskrivning av problemen (lägesbild) hittades inte i källorna."
    assert not any("finns inte här" in text for step in compiled for text in step.missing)


@pytest.mark.parametrize(
    ("files", "number", "missing"),
    [
        (changed("overenskommelser/avtal", "resurser: En samordnare.", ""), 1, ["Uppgift om resurser finns inte här."]),
        (
            without("lagesbilder/polisens"),
            2,
            ["Lokalpolisområde Provs egen beskrivning av problemen (lägesbild) finns inte här."],
        ),
        (
            changed("lagesbilder/kommunens", "av: kommunen", "av: [kommunen, polisen]"),
            2,
            ["Kommunens egen beskrivning av problemen (lägesbild) finns inte här."],
        ),
        (
            changed("lagesbilder/polisens", "av: polisen", "av: lpo-annat"),
            2,
            ["Lokalpolisområde Provs egen beskrivning av problemen (lägesbild) finns inte här."],
        ),
        (
            changed("lagesbilder/gemensam", "[kommunen, polisen]", "[lpo-prov, polisen]"),
            3,
            ["Gemensam beskrivning av problemen (lägesbild) finns inte här."],
        ),
        (
            changed("lagesbilder/gemensam", "[kommunen, polisen]", "[kommunen, provtidningen]"),
            3,
            ["Gemensam beskrivning av problemen (lägesbild) finns inte här."],
        ),
        (
            changed("overenskommelser/avtal", "    orsaker: Rak väg.\n", "  - problem: Båtstölder.\n"),
            3,
            ["Orsaker till problemen inom ”Trafik” och ”Båtstölder” finns inte här."],
        ),
        (
            changed("overenskommelser/avtal", "    problem: Höga farter.\n", ""),
            3,
            ["Problem inom ”Trafik” finns inte här."],
        ),
        (
            changed("loften/prov", ", ansvarig: polisen", ""),
            4,
            ["Uppgift om vem som ansvarar för åtgärderna finns inte här."],
        ),
        (
            {
                **without("loften/prov"),
                f"{HOME}/loften/prov.md": COMPLETE[f"{HOME}/loften/prov.md"].split("åtgärder:")[0],
            },
            4,
            ["Åtgärder i en åtgärdsplan eller i löften finns inte här."],
        ),
        (
            changed("uppfoljningar/prov", "typ: slutlig", "typ: delredovisning"),
            5,
            ["Slutlig uppföljning av en part finns inte här."],
        ),
        (
            changed("uppfoljningar/prov", "effekt: Farten sjönk.\n", ""),
            5,
            ["Uppgift om vilken effekt det hade finns inte här."],
        ),
        (
            changed("uppfoljningar/prov", "gjort: ja", "gjort: nej"),
            4,
            ["Uppgift om att någon åtgärd är genomförd finns inte här."],
        ),
        (
            changed("uppfoljningar/prov", "gjort: ja", "kommentar: Planeras."),
            4,
            ["Uppgift om att någon åtgärd är genomförd finns inte här."],
        ),
        (
            changed("uppfoljningar/prov", "åtgärd: prov", "vad: Annat"),
            4,
            ["Uppgift om att någon åtgärd är genomförd finns inte här."],
        ),
    ],
)
def test_what_is_missing(files: dict[str, str], number: int, missing: list[str]) -> None:
    found = walked(files)
    assert [list(step.missing) for step in found if not step.done] == [missing]
    assert [step.number for step in found if not step.done] == [number]


@pytest.mark.parametrize(
    "files",
    [
        changed("uppfoljningar/prov", "av: polisen", "av: provtidningen"),
        changed("uppfoljningar/prov", "utfall:\n  - {åtgärd: prov, gjort: ja}", ""),
        without("uppfoljningar/prov"),
    ],
)
def test_a_plan_alone_carries_nothing_out(files: dict[str, str]) -> None:
    step = walked(files)[3]
    assert step.missing == ("Uppgift om att någon åtgärd är genomförd finns inte här.",)
    assert step.records == (f"{HOME}/loften/prov",)


def test_the_record_before_it_may_tell_how_the_work_was_set_up() -> None:
    files = {
        **changed("overenskommelser/avtal", "organisation: En styrgrupp.", "efterträder: fore"),
        f"{HOME}/overenskommelser/fore.md": BARE + "organisation: En styrgrupp.\nefterträder: avtal",
    }
    step = walked(files)[0]
    assert (step.done, step.records) == (True, (f"{HOME}/overenskommelser/avtal", f"{HOME}/overenskommelser/fore"))


def test_it_is_signed_when_somebody_signed_though_the_day_is_unknown() -> None:
    assert walked(changed("overenskommelser/avtal", "undertecknad: 2018-12-12", "undertecknad: okänd"))[2].done


def test_an_action_plan_carries_out_as_pledges_do() -> None:
    files = {
        **without("loften/prov"),
        f"{HOME}/atgardsplaner/plan.md": "titel: Prov\növerenskommelse: avtal\nåtgärder:\n  - {id: prov, vad: Prov, ansvarig: polisen}",
        f"{HOME}/uppfoljningar/prov.md": COMPLETE[f"{HOME}/uppfoljningar/prov.md"].replace(
            "löfte: prov", "åtgärdsplan: plan"
        ),
    }
    found = walked(files)
    assert (found[3].done, found[3].records) == (True, (f"{HOME}/atgardsplaner/plan", f"{HOME}/uppfoljningar/prov"))
    assert found[4].done


def test_the_follow_up_that_tells_most_says_what_is_missing() -> None:
    files = {
        **changed("uppfoljningar/prov", "effekt: Farten sjönk.\n", ""),
        f"{HOME}/uppfoljningar/sida.md": "titel: Prov\növerenskommelse: avtal\ndatum: 2020-03\navser: 2019\ntyp: slutlig\n"
        "av: kommunen\nbelägg: https://provstad.example/prov",
    }
    assert walked(files)[4].missing == ("Uppgift om vilken effekt det hade finns inte här.",)


def test_an_interim_report_tells_a_part_and_the_final_one_is_what_is_missing() -> None:
    step = walked(changed("uppfoljningar/prov", "typ: slutlig", "typ: delredovisning"))[4]
    assert step.records == (f"{HOME}/uppfoljningar/prov",)
    assert (step.done, step.missing) == (False, ("Slutlig uppföljning av en part finns inte här.",))


def test_what_comes_later_does_not_count_on_an_earlier_day() -> None:
    done = {
        day: [step.number for step in walked(COMPLETE, on(day)) if step.done]
        for day in ("2018-08-31", "2018-10-01", "2018-12-12", "2019-02-12", "2020-03-01")
    }
    assert done == {
        "2018-08-31": [1],
        "2018-10-01": [1, 2],
        "2018-12-12": [1, 2, 3],
        "2019-02-12": [1, 2, 3],
        "2020-03-01": [1, 2, 3, 4, 5],
    }
    assert walked(COMPLETE, on("2020-05-31"))[4].starts_again == ()


def test_the_steps_change_on_the_days_foretold_and_no_others() -> None:
    register = register_of(COMPLETE)
    agreement = register.records[f"{HOME}/overenskommelser/avtal"]
    day, foretold, seen = on("2018-01-01"), steps_until(register, agreement, on("2018-01-01")), []
    before = steps(register, agreement, day)
    while day < on("2021-01-01"):
        day += timedelta(days=1)
        now = steps(register, agreement, day)
        assert (now != before) is (day == foretold), day
        if now != before:
            seen.append(str(day))
            foretold = steps_until(register, agreement, day)
        before = now
    assert seen == ["2018-09-01", "2018-10-01", "2018-12-12", "2019-02-12", "2020-03-01", "2020-06-01"]
    assert foretold is None


def test_a_focus_area_is_called_by_its_theme_where_it_has_no_title() -> None:
    files = {
        **changed(
            "overenskommelser/avtal", "titel: Trafik\n    problem: Höga farter.\n    orsaker: Rak väg.", "ämne: trafik"
        ),
        "amnen/trafik.md": "titel: Trafik och fart\nkort: Prov",
    }
    assert walked(files)[2].missing[0] == "Problem inom ”Trafik och fart” finns inte här."
    assert walked({name: text for name, text in files.items() if not name.startswith("amnen")})[2].missing[0] == (
        "Problem inom ”trafik” finns inte här."
    )


def test_every_real_agreement_has_five_steps_and_says_what_was_not_found() -> None:
    register = real_register()
    agreements = register.of(Agreement)
    assert len(agreements) >= 10
    for agreement in agreements:
        found = steps(register, agreement, on("2026-11-22"))
        assert [step.number for step in found] == [1, 2, 3, 4, 5]
        assert all(step.done is not bool(step.missing) for step in found)
        assert all("hittades inte i källorna" in text for step in found for text in step.missing)


def test_kungsbacka_2023_has_actions_and_none_is_known_to_be_carried_out() -> None:
    register = real_register()
    agreement = register.records["kommuner/kungsbacka/overenskommelser/2023-2026"]
    step = steps(register, agreement, on("2026-11-22"))[3]
    assert (step.official, step.done) == ("Genomförande", False)
    assert step.missing == ("Uppgift om att någon åtgärd är genomförd hittades inte i källorna.",)


def test_falkenberg_has_a_picture_of_each_party_and_a_joint_one() -> None:
    register = real_register()
    agreement = register.records["kommuner/falkenberg/overenskommelser/samverkansoverenskommelse"]
    found = steps(register, agreement, on("2026-11-22"))
    assert found[1].done
    assert "kommuner/falkenberg/lagesbilder/gemensam" in found[2].records
