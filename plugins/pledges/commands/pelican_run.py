"""A Pelican run from our own command: the same as `pelican content -s pelicanconf.py`, with less said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pelican import Pelican
from pelican.log import console

from pledges.build.up_to_date import BuildState, using
from pledges.commands.settings_file import read, with_pelican

if TYPE_CHECKING:  # loads all that lays out a page, which whoever finds nothing to build need not
    from pledges.build.first_pages import LookedAt


def run_site(
    *,
    content: str,
    output: str,
    settings: str,
    before: BuildState | None = None,
    searchable: bool = True,
    looked_at: "LookedAt | None" = None,
) -> int:
    """Build `content` into `output`; gives the exit status. Errors end the run with status 1.

    `before` is what was seen there by somebody who looked whether there was anything to build. The search index is left as
    it is unless `searchable`. `looked_at` is shown what was saved before the rest is made.
    """
    values = load_settings(settings, {"PATH": content, "OUTPUT_PATH": output})
    values |= {"SEARCHABLE": searchable, "LOOKED_AT": looked_at}
    # Another plugin may depend on what we know nothing of: then nothing is ever taken to stand still.
    if before is not None and len(values["PLUGINS"]) > 1:
        before = replace(before, key="")
    console.quiet = True
    with using(before):
        Pelican(values).run()
    return 0


def load_settings(path: str, override: Mapping[str, str]) -> dict[str, Any]:
    """Pelican's settings from the file at `path`, with our plugin and theme, and the folders in `override`.

    Ends the run with status 1 on mistakes.
    """
    return read(path, override, with_pelican)
