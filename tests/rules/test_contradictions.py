"""What is said not to be here, and is: which sentences are denials, and of what."""

from pathlib import Path

import pytest

from support.rules_samples import change, check_site, codes, write_file


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Uppföljningar hittades inte i de sidor vi läste.", True),
        ("Vi har inte sett någon uppföljning av löftet.", True),
        ("Någon samverkansöverenskommelse har vi inte sett i de sidor vi läste.", True),
        ("Vi har inte sett samverkansöverenskommelsen.", True),
        ("Vi har inte sett något medborgarlöfte.", True),
        ("Inget löfte är infört här.", True),
        ("Vi har inte sett löften för andra år än 2017 och 2018.", True),
        ("Vi har inte sett något löfte för tiden efter 2018.", True),
        ("Vi har inte sett några löften mellan 2017 och 2021.", True),
        ("Vi har inte sett texten till löftena för 2017.", False),
        ("Vi har inte sett löften för andra år än 2019.", False),
        ("Vi har inte sett något löfte för tiden efter 2019.", False),
        ("Vi har inte sett löften från åren mellan 2019 och 2023.", False),
        ("Vi har inte sett samverkansöverenskommelsens text.", False),
        ("Innehållet i uppföljningen har vi inte läst.", False),
    ],
)
def test_a_denial_that_other_records_contradict_is_asked_about(text: str, *, is_told: bool, content: Path) -> None:
    change(content, "kommuner/provstad/kommun.md", f"saknas:\n  - {text}")
    assert codes(check_site(content)) == (["motsags-av-senare"] if is_told else [])


def test_a_pledge_that_has_a_follow_up_does_not_say_that_none_was_seen(content: Path) -> None:
    change(content, "kommuner/provstad/loften/2019.md", "saknas:\n  - Vi har inte sett någon uppföljning av löftet.")
    assert codes(check_site(content)) == ["motsags-av-senare"]


@pytest.mark.parametrize("path", ["loften/2019.md", "kommun.md"])
def test_a_summary_or_a_free_text_does_not_say_that_none_was_seen(path: str, content: Path) -> None:
    change(content, f"kommuner/provstad/{path}", body="Parken är stor.\n\nVi har inte sett någon\nuppföljning än.\n")
    lines = (content / "kommuner/provstad" / path).read_text(encoding="utf-8").split("\n")
    assert [(one.code, one.line) for one in check_site(content)] == [
        ("motsags-av-senare", lines.index("Vi har inte sett någon") + 1)
    ]


@pytest.mark.parametrize(("published", "is_told"), [("sekretess", True), ("delvis", False), ("ja", False)])
@pytest.mark.parametrize(
    "documents", ["\ndokument: [{titel: Lägesbilden, adress: 'https://provstad.example/a.pdf'}]", ""]
)
def test_a_secret_picture_shows_no_document(published: str, is_told: bool, documents: str, content: Path) -> None:
    front = f"titel: Gemensam lägesbild 2019\nkort: Läget 2019.\nav: [polisen, kommun]\ndatum: 2019-01\npublicerad: {published}{documents}"
    write_file(content, "kommuner/provstad/lagesbilder/gemensam-2019.md", front)
    found = [
        (one.code, one.key, one.message, one.hint) for one in check_site(content) if one.code == "kalla-motsager-sig"
    ]
    expected = (
        "kalla-motsager-sig",
        "publicerad",
        "Lägesbilden sägs omfattas av sekretess, men dokumentet har en adress eller en fil.",
        "Skriv publicerad: delvis om en del av den är publicerad. Är den inte det, ta bort adressen.",
    )
    assert found == ([expected] if is_told and documents else [])
