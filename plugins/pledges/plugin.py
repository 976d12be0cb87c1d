"""The Pelican plugin: the only place that touches Pelican's signals.

Pelican gives settings, the Jinja environment and the theme, its command line and its plugins' ecosystem. The
register reads content/ itself, so Pelican's own articles and pages are switched off in pelicanconf.py.
"""

from typing import Any

from pelican import signals
from pelican.generators import Generator

from pledges.build import run
from pledges.publish import publication


class PledgesGenerator(Generator):  # type: ignore[misc]
    """Examines the content before anything is written, then builds the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Before Pelican has had time to empty the output, if somebody has told it to.
        super().__init__(*args, **kwargs)
        run.checked_settings(self.settings)

    def generate_context(self) -> None:
        """Read, link and check. Errors are told, all at once, and end the run with status 1."""
        self.job = run.prepare(self.settings, self.path, self.output_path)

    def generate_output(self, writer: Any) -> None:
        """Build the site and say what was built; under publishconf.py, make it ready for a server too."""
        built = run.make(self.job, self.env)
        if self.settings.get("PUBLISH"):
            try:
                print(publication.summary(publication.publish(self.job, built), self.job.output))
            except OSError as error:
                run.end_with(run.unwritable(error, self.job))


def _generators(pelican: Any) -> type[PledgesGenerator]:
    return PledgesGenerator


def register() -> None:
    """Connect to Pelican. Receivers are weakly referenced, so they live in this module."""
    signals.get_generators.connect(_generators)
