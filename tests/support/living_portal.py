"""A portal that lives: edited, published and deployed again and again, as staff would through the years."""

import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from pathlib import Path

from pledges.build import last_published
from pledges.build.examination import Examined, examine
from pledges.build.site import build
from pledges.content.discovery import LOG_FOLDER
from pledges.content.problems import as_text, has_errors
from pledges.history import publication_log
from pledges.publish import manifest
from pledges.publish.built_from import built_from
from pledges.publish.deploy import folder
from pledges.publish.manifest import Manifest
from pledges.publish.publication import publish
from pledges.publish.removal import Source, remove
from pledges.settings import Settings
from support import provland, servers
from support.sites import made_once, renderer, write

_PLEDGE = """\
---
titel: Påhittat löfte {name} i Provby
kort: Polisen lovar synlighet.
parter: [polisen, kommunen]
överenskommelse: okänd
ämnen: [trafik]
period: {year}
källor: https://provstad.example/{name}
åtgärder:
  - id: a
    vad: Synas mer {name}
    ansvarig: polisen
    mål:
      minst: 5
      enhet: kontroller
"""


DAY = date(2026, 11, 22)
_LIST_THAT_EMPTIES = re.compile(
    r"^(?:loften/\d{4}/|amnen/[^/]+/[a-z-]+-lan/|kommuner/[^/]+/(?:ar/|loften/[^/]+/affisch/))"
)


@dataclass
class LivingPortal:
    """Provland's content under `work`, and what has become of it. `addresses` are all that were ever published."""

    work: Path
    _: KW_ONLY
    settings: Settings = field(
        default_factory=lambda: provland.settings(
            address="https://loften.example",
            absolute_links=True,
            search=False,
            contact_email="redaktionen@loften.example",
        )
    )
    addresses: set[str] = field(default_factory=set)
    removed: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        """The folder that staff write in."""
        return self.work / "content"

    @property
    def site(self) -> Path:
        """What make publish makes."""
        return self.work / "public"

    @property
    def web(self) -> Path:
        """Where it is deployed."""
        return self.work / "web"

    @property
    def source(self) -> Source:
        """Where make remove looks for texts."""
        return Source(self._examine(self.content).library, last_published.place_of(self.site))

    def begin(self) -> None:
        """Provland as it is."""
        write(self.content, {path: provland.file_text(text) for path, text in provland.FILES.items()})

    @classmethod
    def copied(cls, name: str, make: Callable[["LivingPortal"], object], work: Path) -> "LivingPortal":
        """A portal under `work` as `make` left one that had begun: it is published once for a test run, and then copied."""

        def begun(folder: Path) -> None:
            portal = cls(folder)
            portal.begin()
            make(portal)

        shutil.copytree(made_once(name, begun), work, symlinks=True, dirs_exist_ok=True)
        portal = cls(work)
        made = manifest.read(portal.site)
        assert made is not None
        portal.addresses |= _addressed(made.files)
        return portal

    def publish(self, day: date, *, deployed: bool = True, keep_last: bool = False) -> Manifest:
        """Build, publish and deploy; fails with every problem told where the content has an error.

        With `keep_last` what is faulty stands as it was last published, where that makes the content whole.
        """
        source = built_from(self.content)
        examined, held = self._examine(self.content), ()
        if keep_last and has_errors(examined.problems):
            standing = last_published.standing_in(examined, last_published.place_of(self.site), self._examine)
            examined, held = (standing.examined, standing.held) if standing is not None else (examined, ())
        assert not has_errors(examined.problems), as_text(examined.problems)
        built = build(
            examined,
            self.site,
            settings=self.settings,
            day=day,
            renderer=renderer(examined, self.settings),
            publishing=True,
        )
        made = publish(replace(built, held=held), source).manifest
        if deployed:
            folder.deploy(self.site, self.web)
        self.addresses |= _addressed(built.paths)
        return made

    def _examine(self, content: Path) -> Examined:
        return examine(content, provland.GEOGRAPHY, self.work / "cache")

    def pledges(self) -> list[str]:
        """The identities of Provby's pledges whose text stands."""
        paths = sorted((self.content / "kommuner/provby/loften").glob("*.md"))
        return [f"kommuner/provby/loften/{one.stem}" for one in paths if "borttaget:" not in one.read_text()]

    def add(self, name: str, year: int) -> None:
        """A new pledge of `year`."""
        write(self.content, {f"kommuner/provby/loften/{name}.md": f"{_PLEDGE.format(name=name, year=year)}---\n"})

    def rename(self, identity: str, name: str) -> None:
        """Give a file another name, and write its old address as the guide says."""
        old, new = self.content / f"{identity}.md", self.content / f"{identity.rpartition('/')[0]}/{name}.md"
        lines = old.read_text(encoding="utf-8").splitlines()
        mark = "tidigare adresser:"
        if mark not in lines:
            lines.insert(lines.index("---", 1), mark)
        lines.insert(lines.index(mark) + 1, f"  - {identity}")
        new.write_text("\n".join(lines) + "\n", encoding="utf-8")
        old.unlink()

    def remove(self, identity: str, day: date) -> None:
        """Take a text away for good, by the command's own function."""
        text = (self.content / f"{identity}.md").read_text(encoding="utf-8")
        self.removed[identity] = next(line for line in text.splitlines() if line.startswith("titel: ")).removeprefix(
            "titel: "
        )
        remove(self.source, identity, reason="Uppgifterna var fel.", day=day)

    def move_house(self, address: str) -> None:
        """Another domain."""
        self.settings = self.settings.model_copy(update={"address": address})

    def unanswered(self, made: Manifest) -> list[str]:
        """The addresses ever published that neither lie in the site nor lead on to one that does.

        A later page of a list that has become shorter, one of a year, of a municipality's year, or of a theme in a county, that
        no pledge is from any more, and a poster of a pledge that is elsewhere or nowhere, are for the server to lead on from.
        """
        lost = []
        for path in sorted(self.addresses):
            address = path.removesuffix("index.html")
            for _ in range(5):
                address = made.moved.get(address, address)
            place = f"{address}index.html" if address.endswith("/") or not address else address
            if place not in made.files and "/sida-" not in f"/{path}" and not _LIST_THAT_EMPTIES.match(path):
                lost.append(path)
        return lost

    def remains(self, needle: str) -> list[str]:
        """The files, in content, what was published and what is deployed, that still hold `needle`."""
        needles = needle.encode()
        places = (self.content, self.site, self.web, self.work / "cache", self.work / ".public.build")
        return [
            str(one.relative_to(self.work))
            for place in places
            for one in sorted(place.rglob("*"))
            if one.is_file() and needles in one.read_bytes()
        ]


def published_once(work: Path) -> LivingPortal:
    """Provland under `work` as it was when it was published and deployed on `DAY`."""
    return LivingPortal.copied("provland-utgivet", lambda portal: portal.publish(DAY), work)


def _addressed(paths: Iterable[str]) -> set[str]:
    """Those that a reader or a program may have kept the address of."""
    return {path for path in paths if path.endswith((".html", ".xml", ".atom", ".ics"))}


def years(
    portal: LivingPortal, *, first: int, count: int, per_year: int, seed: int = 7
) -> Iterator[tuple[date, Manifest]]:
    """Play `count` years of `per_year` publications: pledges come, are renamed (some twice) and removed; once it moves."""
    chance = random.Random(seed)
    number = 0
    for year in range(first, first + count):
        for step in range(per_year):
            day = date(year, 1 + step * 12 // per_year, 15)
            for _ in range(2):
                number += 1
                portal.add(f"{year}-{number}", year)
            pledges = portal.pledges()
            if step % 2:
                number += 1
                portal.rename(chance.choice(pledges), f"flyttat-{number}")
            if step % 3 == 2:
                portal.remove(chance.choice(portal.pledges()), day)
            if year == first + count // 2 and step == per_year // 2:
                portal.move_house("https://nya-loften.example/portal")
            yield day, portal.publish(day)


@contextmanager
def on_nginx_in_a_folder(portal: LivingPortal) -> Iterator[Callable[[str], servers.Answer]]:
    """What is answered to an address in the end, where the portal has moved into the folder /portal of a site."""
    with servers.shared_folder() as work:
        (work / "htdocs").mkdir()
        (work / "htdocs/portal").symlink_to(portal.web / "current")
        changes = {
            f"root {portal.web}/current;": f"root {work}/htdocs;",
            "error_page 403 404 =404 /404.html;": "error_page 403 404 =404 /portal/404.html;",
        }
        with servers.nginx(portal.web / "current", work, changes=changes) as server:

            def answer_to(path: str) -> servers.Answer:
                answer = server.get(f"/portal/{path.removesuffix('index.html')}")
                for _ in range(3):
                    if answer.status in (301, 302):
                        answer = server.get(answer.headers["location"])
                return answer

            yield answer_to


def published_addresses(portal: LivingPortal) -> set[str]:
    """What the memory says has been published."""
    return set(publication_log.load(portal.content / LOG_FOLDER).addresses)
