"""The Pelican plugin: the only place that touches Pelican's signals.

Pelican gives settings, the Jinja environment and the theme, its command line and its plugins' ecosystem. The
register reads content/ itself, so Pelican's own articles and pages are switched off in pelicanconf.py.

Whoever only reads the settings names this module too, so what builds the site, and Pelican itself, is loaded when
Pelican asks for it.
"""

from typing import Any


def _generators(pelican: Any) -> Any:
    from pledges.publish.generator import PledgesGenerator  # noqa: PLC0415 - settings are read without it

    return PledgesGenerator


def register() -> None:
    """Connect to Pelican. Receivers are weakly referenced, so they live in this module."""
    from pelican import signals  # noqa: PLC0415 - as above

    signals.get_generators.connect(_generators)
