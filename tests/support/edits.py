"""Edits of a small site, one after another, and what is built in between."""

import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from pledges.build.examination import examine
from pledges.build.site import RefusedError, build
from pledges.content.problems import has_errors
from pledges.publish.publication import remember
from support.documents import PDF
from support.provstad import PROVSTAD
from support.sites import SETTINGS, THEME, make_site, renderer, small_country, tree, write

Edit = Callable[["World"], None]
COUNTRY = small_country("ale", "alingsas", "arvika")


class World:
    """What a build depends on, as it stands after some edits."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.theme = folder / "theme"
        self.day = date(2020, 1, 10)
        self.settings = SETTINGS.model_copy(update={"page_size": 2})
        self.number = 0
        shutil.copytree(THEME, self.theme)
        write(self.content, PROVSTAD)

    def state(self) -> tuple[object, ...]:
        """All of it, to see that an edit changes something."""
        return tree(self.content), tree(self.theme), self.day, self.settings

    def next(self) -> int:
        self.number += 1
        return self.number


def change(path: str, old: str, new: str) -> Edit:
    def edit(world: World) -> None:
        file = world.content / path
        if file.exists():
            file.write_text(file.read_text().replace(old, new.replace("@", str(world.next()))))

    return edit


def add(world: World) -> None:
    number = world.next()
    text = PROVSTAD["kommuner/alingsas/loften/2021.md"].replace("i grannen", f"i grannen nummer {number}")
    write(world.content, {f"kommuner/alingsas/loften/2021-{number}.md": text})


def add_municipality(world: World) -> None:
    number = world.next()
    text = PROVSTAD["kommuner/alingsas/loften/2021.md"].replace("i grannen", f"på nytt ställe {number}")
    shared = text.replace("period:", "kommuner: [arvika, ale]\nperiod:")
    write(world.content, {f"kommuner/arvika/loften/2021-{number}.md": shared})


def delete(world: World) -> None:
    pledges = sorted((world.content / "kommuner/alingsas/loften").glob("*.md"))
    if len(pledges) > 1:
        pledges[-1].unlink()


def delete_folder(world: World) -> None:
    shutil.rmtree(world.content / "kommuner/arvika", ignore_errors=True)


def last_pledge(world: World) -> Path:
    return sorted((world.content / "kommuner/alingsas/loften").glob("*.md"))[-1]


def rename(world: World) -> None:
    file = last_pledge(world)
    file.rename(file.with_name(f"2021-nytt-namn-{world.next()}.md"))


def retitle(world: World) -> None:
    """Only what lists say of one pledge: neither how many there are nor what has been told of them is another."""
    file = last_pledge(world)
    file.write_text(file.read_text().replace("titel: ", f"titel: Ändrat {world.next()} ", 1))


def retheme(world: World) -> None:
    """A pledge is about something else: what leads from its county to its theme, and back, is another."""
    file = last_pledge(world)
    text, about = file.read_text(), "ämnen: trafik\n"
    file.write_text(text.replace(about, "") if about in text else text.replace("period:", f"{about}period:", 1))


def draft(world: World) -> None:
    file = last_pledge(world)
    text, marked = file.read_text(), "status: utkast\n"
    file.write_text(text.replace(marked, "") if marked in text else text.replace("period:", f"{marked}period:", 1))


def template(world: World) -> None:
    file = world.theme / "templates" / "pledge.html"
    file.write_text(f"{file.read_text()}<!-- {world.next()} -->")


def style(world: World) -> None:
    file = next((world.theme / "static").glob("*.css"))
    file.write_text(f"{file.read_text()}/* {world.next()} */")


def setting(world: World) -> None:
    world.settings = SETTINGS.model_copy(update={"page_size": 2 + world.next() % 3, "name": f"Portalen {world.number}"})


def later(days: int) -> Edit:
    def edit(world: World) -> None:
        world.day += timedelta(days=days)

    return edit


def police_area(world: World) -> None:
    text = f"---\ntitel: Lokalpolisområde Påhitt {world.next()}\nkommuner: [ale]\n---\n"
    write(world.content, {"polisen/lpo-pahitt.md": text})


def attachment(world: World) -> None:
    (world.content / "kommuner/ale/overenskommelser/avtal.pdf").write_bytes(PDF + f"%{world.next()}\n".encode())
    file = world.content / "kommuner/ale/overenskommelser/2019-2020.md"
    if "dokument:" not in file.read_text():
        row = "dokument:\n  - titel: Avtalet\n    fil: overenskommelser/avtal.pdf\nperiod: 2019/2020\n"
        file.write_text(file.read_text().replace("period: 2019/2020\n", row))


def news(world: World) -> None:
    links = "[löftet](../kommuner/ale/loften/2019.md) och [grannen](../kommuner/alingsas/kommun.md)"
    text = f"---\ntitel: Nyhet {world.next()}\ndatum: 2020-01-0{1 + world.number % 9}\nkommuner: [ale]\n---\nLäs om {links}.\n"
    write(world.content, {f"nyheter/nyhet-{world.number % 3}.md": text})


def measure(world: World) -> None:
    """The first measure of the place, and then another value: a table that was not there has its row."""
    file = world.content / "kommuner/ale/overenskommelser/2019-2020.md"
    rows = f"mått:\n  - vad: Påhittat index\n    enhet: index\n    värden:\n      - år: 2019\n        värde: {world.next()}\n"
    text = re.sub(r"mått:\n(  .*\n)+", "", file.read_text())
    file.write_text(text.replace("period: 2019/2020\n", f"{rows}period: 2019/2020\n"))


def translate(world: World) -> None:
    """A pledge gets other words in English, which its municipality, its theme and the front page show; and it is old."""
    text = f"---\ntitel: A made-up pledge {world.next()}\növersatt av: portalens redaktion\ngäller texten från: 2019\navtryck: 0\n---\n"
    write(world.content, {"kommuner/ale/loften/2019.en.md": text})


def translate_theme(world: World) -> None:
    """A theme in English: pledges lead to its page from then on."""
    text = f"---\ntitel: Traffic {world.next()}\növersatt av: portalens redaktion\ngäller texten från: 2019\navtryck: 0\n---\n"
    write(world.content, {"amnen/trafik.en.md": text})


def published(world: World) -> None:
    """What stands there is published, and remembered as `make publish` does it."""
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "public"
        examined = examine(world.content, COUNTRY, Path(name) / "cache")
        if not has_errors(examined.problems):
            made = build(
                examined,
                output,
                settings=world.settings,
                day=world.day,
                renderer=renderer(examined, world.settings, world.theme),
                publishing=True,
            )
            remember(made)


EDITS: list[Edit] = [
    change("kommuner/ale/uppfoljningar/2019.md", "titel: Så", "titel: Så @"),
    change("kommuner/ale/overenskommelser/2019-2020.md", "titel: Påhittad", "titel: Påhittad @"),
    change("amnen/trafik.md", "titel: Trafik", "titel: Trafik @"),
    change("kommuner/ale/kommun.md", "kort: Påhittade", "kort: Påhittade @"),
    add, add_municipality, delete, delete_folder, rename, draft, template, style, setting, police_area, attachment, news,
    later(1), later(40), later(400), later(-30), retitle, retheme, measure, translate, translate_theme, translate, published, later(2),
]  # fmt: skip


def outcome(world: World, output: Path) -> dict[str, bytes] | str:
    """The site, or why there is none: what has been published may not vanish."""
    try:
        make_site(world.content, output, world.day, settings=world.settings, theme=world.theme, geography=COUNTRY)
    except RefusedError as error:
        return str(error)
    return tree(output)
