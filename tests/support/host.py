"""A host's own settings, filled in as the operator's guide says: what comes with the portal can't be published."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAID = {
    'OPERATOR = ""': 'OPERATOR = "Provkommunen"',
    'ASSESSED = ""': 'ASSESSED = "2026-11-01"',
    'LEGAL_BASIS = ""': 'LEGAL_BASIS = "uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen)"',
    'LOG_DAYS = ""': "LOG_DAYS = 14",
    'LETTERS = ""': 'LETTERS = "enligt kommunens dokumenthanteringsplan"',
    '"contact_email": ""': '"contact_email": "loften@loften.example"',
}


def host_settings(folder: Path) -> Path:
    """The example of hosting/innehall/ with a host's own words, written in `folder`."""
    text = (ROOT / "hosting/innehall/loften.py").read_text(encoding="utf-8")
    for empty, filled in SAID.items():
        assert text.count(f"\n{empty}") + text.count(f"    {empty},\n") == 1, empty
        text = text.replace(empty, filled)
    path = folder / "loften.py"
    path.write_text(text, encoding="utf-8")
    return path
