"""What staff are told after a build."""

from pathlib import Path

import pytest

from pledges.build.messages import message_of
from support.provstad import PROVSTAD
from support.sites import SETTINGS, make_site, small_country, write

COUNTRY = small_country("ale", "alingsas", "boras")


@pytest.mark.parametrize("absolute_links", [False, True])
def test_a_browser_is_pointed_at_the_files_only_where_their_links_work_from_there(
    absolute_links: bool, tmp_path: Path
) -> None:
    write(tmp_path / "content", PROVSTAD)
    settings = SETTINGS.model_copy(update={"absolute_links": absolute_links})
    built = make_site(tmp_path / "content", tmp_path / "out", settings=settings, geography=COUNTRY)
    said = message_of((), built).text(1, built.counts, "  Sökningen är förnyad på 1 s.\n")
    last = "  Sökningen är förnyad på 1 s."
    if not absolute_links:
        last = f"Öppna {tmp_path / 'out/index.html'} i webbläsaren, eller kör make serve."
    assert said.rpartition("\n")[2] == last
