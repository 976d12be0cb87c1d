"""The pledges plugin: `register()` is the only place that touches Pelican's signals.

Pelican gives settings, the Jinja environment and the theme, its command line and its plugins' ecosystem. The
register reads content/ itself, so Pelican's own articles and pages are switched off in pelicanconf.py.
"""

from typing import Any


def _generators(pelican: Any) -> Any:
    from pledges.generator import PledgesGenerator  # noqa: PLC0415 - the domain must import without Pelican

    return PledgesGenerator


def register() -> None:
    """Connect to Pelican. Receivers are weakly referenced, so they live in this module."""
    from pelican import signals  # noqa: PLC0415

    signals.get_generators.connect(_generators)
