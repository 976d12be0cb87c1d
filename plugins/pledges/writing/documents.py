"""`make docs`: the documents that are generated from the code, so that they can't say anything else than it does."""

import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from pledges.settings import Settings, default_of
from pledges.writing.guide import guide, table
from pledges.writing.schema import files

_SETTINGS = """# Inställningar

Portalens egna inställningar står i `PORTAL` i `pelicanconf.py`. Den som saknas har sitt förval. En felstavad inställning eller ett
värde av fel slag stoppar bygget innan något skrivs, och alla fel sägs på en gång. Det som bara gäller på webbservern hör hemma i `publishconf.py`.

{}

Resten av `pelicanconf.py` är Pelicans egna inställningar. Sätt aldrig `DELETE_OUTPUT_DIRECTORY`: då töms mappen innan innehållet har lästs.
"""


def documents() -> dict[str, bytes]:
    """Every generated document by its path in the repository."""
    return {
        "docs/skrivguide.md": guide().encode(),
        "content/sidor/skrivguide.md": guide(on_site=True).encode(),
        "docs/settings.md": settings_guide().encode(),
        **{f"docs/schema/{name}": data for name, data in files().items()},
    }


def settings_guide() -> str:
    """The settings, from their own help texts."""
    rows = [(f"`{one.name}`", f"`{default_of(one)!r}`", one.metadata["help"]) for one in fields(Settings)]
    return _SETTINGS.format(table(("Inställning", "Förval", "Vad den gör"), rows))


def write(root: Path) -> list[str]:
    """Write those that differ from what the code says; their paths."""
    changed = []
    for name, data in documents().items():
        path = root / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            changed.append(name)
    return changed


def main(arguments: Sequence[str]) -> int:
    """`python -m pledges.writing.documents [folder]`: says what was written."""
    changed = write(Path(arguments[0] if arguments else "."))
    print("\n".join(f"skrev {name}" for name in changed) or "Allt stämmer redan.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
