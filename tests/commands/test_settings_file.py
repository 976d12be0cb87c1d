"""A mistake in the settings file is told in Swedish, with its row and what to write: whoever hosts a portal writes no Python."""

from pathlib import Path

import pytest

from pledges.commands.settings_file import read_alone

WHOLE = 'PLUGINS = ["pledges.plugin"]\nOPERATOR = "Alvesta kommun"\nPORTAL = {\n    "name": OPERATOR,\n    "compress": True,\n}\n'


def said(folder: Path, text: str, capsys: pytest.CaptureFixture[str], coding: str = "utf-8") -> str:
    file = folder / "loften.py"
    file.write_bytes(text.encode(coding))
    with pytest.raises(SystemExit):
        read_alone(str(file), {"PATH": str(folder)})
    return capsys.readouterr().err.strip()


def test_a_file_in_order_is_read(tmp_path: Path) -> None:
    (tmp_path / "loften.py").write_text(WHOLE, encoding="utf-8")
    assert read_alone(str(tmp_path / "loften.py"), {"PATH": str(tmp_path)})["PORTAL"]["name"] == "Alvesta kommun"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"Alvesta kommun"', "”Alvesta kommun”", 'rad 2: citattecknen är krulliga. Skriv raka: OPERATOR = "Alvesta kommun"'),
        ('"Alvesta kommun"', "2026-11-01", 'rad 2: en dag ska stå inom citattecken: "2026-11-01".'),
        ('kommun"', "kommun", "rad 2: citattecknet som texten börjar med stängs inte."),
        ("OPERATOR =", "  OPERATOR =", "rad 2: raden börjar inte i rätt kolumn."),
        ("{", "{ [", "stängs inte, eller stängs med fel tecken."),
        ("OPERATOR,", "OPERATOR", "också på raden ovanför."),
        ("True", "true", "rad 5: skriv True i stället för true."),
        ("OPERATOR =", "OPERATOR:", "rad 4: OPERATOR har inget värde. Skriv OPERATOR = i stället för OPERATOR: på rad 2."),
        ("OPERATOR,", "Alvesta,", 'rad 4: Alvesta finns inte. Är det en text, sätt citattecken runt den: "Alvesta".'),
        ("PLUGINS", "import publicera\nPLUGINS", "rad 1: det finns inget som heter publicera."),
        ("PORTAL", "Portal", "Portal läses inte. Skriv PORTAL = med stora bokstäver."),
        (WHOLE, "", "ska börja med raderna from publishconf import"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_to_write(
    before: str, after: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert before in WHOLE
    told = said(tmp_path, WHOLE.replace(before, after, 1), capsys)
    assert told.startswith("loften.py")
    assert message in told


@pytest.mark.parametrize("coding", ["cp1252", "utf-16"])
def test_a_file_in_another_encoding_is_told_of_as_such(
    coding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "spara om den med kodningen UTF-8" in said(tmp_path, WHOLE.replace("Alvesta", "Växjö"), capsys, coding)
