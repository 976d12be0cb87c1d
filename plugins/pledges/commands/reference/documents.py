"""`make docs`: the documents that are generated from the code, so that they can't say anything else than it does."""

import sys
from collections.abc import Sequence
from pathlib import Path

from pledges.commands.reference.guide import environment, guide, table
from pledges.commands.reference.schema import files
from pledges.settings import Settings
from pledges.swedish import enumerate_words
from pledges.views.statement import METHODS, REASONS


def documents() -> dict[str, bytes]:
    """Every generated document by its path in the repository."""
    return {
        "docs/skrivguide.md": guide().encode(),
        "content/sidor/skrivguide.md": guide(on_site=True).encode(),
        "docs/settings.md": settings_guide().encode(),
        **{f"docs/schema/{name}": data for name, data in files().items()},
    }


def settings_guide() -> str:
    """docs/settings.md, from the settings' own help texts and the words that the statement knows."""
    return (
        environment()
        .get_template("settings.md.j2")
        .render(
            settings=_settings_table,
            methods=enumerate_words((f"`{method}`" for method in METHODS), "eller"),
            reasons=enumerate_words((f"`{reason}`" for reason in REASONS), "eller"),
        )
    )


def _settings_table() -> str:
    rows = [
        (f"`{name}`", f"`{info.default!r}`", info.description or "") for name, info in Settings.model_fields.items()
    ]
    return table(("Inställning", "Förval", "Vad den gör"), rows)


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
