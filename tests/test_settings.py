"""The portal's settings: every mistake is told, at once, in the words that the host is given."""

from typing import Any

import pytest

from pledges.settings import Settings, SettingsError, read_settings

NAMES = ", ".join(Settings.model_fields)


def refusal(values: dict[str, Any]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(values)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("adress", "https://a.example", "Inställningen ”adress” finns inte. Menade du address?"),
        ("xyz", 1, f"Inställningen ”xyz” finns inte. Inställningarna är {NAMES}."),
        ("search", 1, "Inställningen ”search” ska vara True eller False, inte 1."),
        ("page_size", "50", "Inställningen ”page_size” ska vara ett heltal, inte '50'."),
        ("page_size", True, "Inställningen ”page_size” ska vara ett heltal, inte True."),
        ("tagline", None, "Inställningen ”tagline” ska vara en text inom citattecken, inte None."),
        ("accessibility", [], "Inställningen ”accessibility” ska vara en ordlista { … }, inte []."),
        ("privacy", "IMY", "Inställningen ”privacy” ska vara en ordlista { … }, inte 'IMY'."),
        ("page_size", 0, "page_size ska vara mellan 1 och 1000, inte 0."),
        ("feed_size", 1001, "feed_size ska vara mellan 1 och 1000, inte 1001."),
        ("name", " ", "name är tomt. Skriv vad portalen heter."),
        *(
            ("address", text, f"address ska vara en webbadress utan snedstreck sist, till exempel https://loften.kommun.se, inte ”{text}”.")
            for text in ("https://a.example/", "a.example", "ftp://a.example", "https://[")
        ),
        ("authority", "a.example", "authority ska vara ett domännamn och ett år, till exempel loften.kommun.se,2026."),
        ("contact_email", "a", "contact_email ska vara en e-postadress, inte ”a”."),
        (
            "publisher_type", "stad",
            "publisher_type ska vara 'kommun', 'region', 'myndighet', 'förening', 'lärosäte' eller 'företag', inte 'stad'.",
        ),
        *(
            ("organisation_number", text, f"organisation_number ska vara en organisations nummer med tio siffror, till exempel 212000-0000, inte ”{text}”.")
            for text in ("21200-0000", "811218-9876")  # of a person: the third digit is too low
        ),
        ("subscribe_email", "a@b.example", "subscribe_email ska vara en adress som börjar med https:// eller mailto:, inte ”a@b.example”."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_a_way_to_mend_it(name: str, value: object, message: str) -> None:
    assert refusal({name: value}) == [message]


def test_all_mistakes_are_told_at_once_in_the_order_that_they_are_written() -> None:
    told = refusal({"serch": True, "page_size": 0, "name": 7, "address": "a.example"})
    assert [line.split(" ska ")[0].split(" finns ")[0] for line in told] == [
        "Inställningen ”serch”", "page_size", "Inställningen ”name”", "address"
    ]  # fmt: skip


def test_what_is_not_set_has_its_default_and_what_may_be_left_empty_may_be() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({"contact_email": "", "subscribe_email": "", "logo": ""}) == Settings()


def test_a_portal_without_an_address_of_its_own_knows_it() -> None:
    assert read_settings({}).is_local
    assert not read_settings({"address": "https://loften.provland.se"}).is_local
