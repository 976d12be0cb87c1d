"""Pelican's seam: a generator that examines the content before anything is written, then builds the site."""

from typing import Any

from pelican.generators import Generator

from pledges import site


class PledgesGenerator(Generator):  # type: ignore[misc]
    """Runs the portal inside a Pelican run, with Pelican's settings and Jinja environment."""

    def generate_context(self) -> None:
        """Read, link and check. Errors are told, all at once, and end the run with status 1."""
        self.job = site.prepare(self.settings, self.path, self.output_path)

    def generate_output(self, writer: Any) -> None:
        """Build the site and say what was built."""
        site.make(self.job, self.env)
