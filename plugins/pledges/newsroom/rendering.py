"""The newsroom's screens, drawn with the editor's templates and its own."""

from pathlib import Path
from typing import Any

from pledges.editing.screens.rendering import environment

TEMPLATES = Path(__file__).parent / "templates"
_ENVIRONMENT = environment(TEMPLATES)


def render(template: str, **values: Any) -> str:
    """A screen's HTML."""
    return _ENVIRONMENT.get_template(template).render(**values)
