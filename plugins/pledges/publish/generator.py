"""What Pelican runs: the site built, and under publishconf.py made ready for a server too."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from pledges.build import run
from pledges.build.checked_settings import checked_settings, end_with
from pledges.build.examination import COMPILED
from pledges.incremental.lock import BusyError
from pledges.incremental.output_transaction import alone
from pledges.incremental.template_cache import TemplateCache
from pledges.publish import publication
from pledges.publish.built_from import built_from
from pledges.publish.log_signature import SignatureError


class PledgesGenerator(Generator):  # type: ignore[misc]
    """Builds the site, and under publishconf.py makes it ready for a server too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Before Pelican has had time to empty the output, if somebody has told it to.
        super().__init__(*args, **kwargs)
        self.env.bytecode_cache = TemplateCache(COMPILED, self.settings["JINJA_ENVIRONMENT"])
        checked_settings(self.settings)

    def generate_context(self) -> None:
        """The whole way, before any other generator writes: errors are told, all at once, and end the run here."""
        is_published = self.settings.get("PUBLISH")
        with ExitStack() as stack:
            try:
                stack.enter_context(alone(Path(self.output_path), "pelican"))
            except BusyError as error:
                end_with(str(error))
            self.source = built_from(Path(self.path), Path(self.theme)) if is_published else None
            self.built = run.build_portal(
                self.settings, self.env, content=Path(self.path), output=Path(self.output_path)
            )
            # What is published is what was built: nobody else comes in between.
            self.alone = stack.pop_all()

    def generate_output(self, writer: Any) -> None:
        """Publish what was built, where the settings say so."""
        with self.alone:
            self._publish()

    def _publish(self) -> None:
        if self.settings.get("PUBLISH"):
            try:
                print(publication.summary(publication.publish(self.built, self.source), self.built.output))
            except OSError as error:
                end_with(run.unwritable(error, self.built.output))
            except SignatureError as error:
                end_with(str(error))
