"""Where a record lies: a path made from kind, municipality and slug, so that none is ever taken from a browser."""

import re
from dataclasses import dataclass, replace

from pledges.content.discovery import SourceFile
from pledges.content.geography import Geography
from pledges.content.kinds import NAMES, Kind

SHARED_PLACE = "gemensamt"
HOME_SLUG = "kommun"
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?:-(?:19|20)\d\d)?(?!\d)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_LETTERS = 100
_DAY = r"(?:19|20)\d\d-\d\d(?:-\d\d)?"
TIME_OF = {
    Kind.PLEDGE: "period", Kind.AGREEMENT: "period", Kind.PLAN: "period", Kind.FOLLOW_UP: "avser", Kind.NEWS: "datum",
}  # fmt: skip
"""The key of the time that a record of a kind is of, and is named after."""


class NoSuchPlaceError(ValueError):
    """No record can lie there."""


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """A record that is there or that may be made: its kind, its municipality (None for the shared) and its slug."""

    kind: Kind
    municipality: str | None
    slug: str

    @property
    def folder(self) -> str:
        """Its folder under content/."""
        return NAMES[self.kind].folder.replace("*", self.municipality or "")

    @property
    def path(self) -> str:
        """Its file under content/."""
        return f"{self.folder}/{self.slug}.md"

    @property
    def identity(self) -> str:
        """Its path without the ending."""
        return f"{self.folder}/{self.slug}"

    @property
    def address(self) -> str:
        """Its form in the editor."""
        return f"/redigera/{self.kind.value}/{self.municipality or SHARED_PLACE}/{self.slug}"

    @property
    def source(self) -> SourceFile:
        """Its file as the reader wants it."""
        return SourceFile(self.path, self.kind, municipality=self.municipality, stamp=(0, 0, 0))

    def named_after(self, time: str) -> "RecordPlace":
        """The same with the years of `time` in its name, where years stand there: `2023-2026-trafik` → `2027-trafik`.

        News is named after its whole day, and only where its name begins with one: a year further on is part of its title.
        """
        if self.kind is Kind.NEWS:
            is_a_day = re.fullmatch(_DAY, time) is not None
            return replace(self, slug=re.sub(rf"^{_DAY}(?=-|$)", time, self.slug)) if is_a_day else self
        years = "-".join(dict.fromkeys(re.findall(r"\d{4}", time)))
        named = _YEARS.search(self.slug)
        if not years or named is None:
            return self
        return replace(self, slug=f"{self.slug[: named.start()]}{years}{self.slug[named.end() :]}")


def place_of(kind: str, municipality: str, slug: str, *, geography: Geography) -> RecordPlace:
    """The place that three words from an address mean. Raises NoSuchPlaceError for anything else."""
    try:
        known = Kind(kind)
    except ValueError:
        raise NoSuchPlaceError(f"Det finns inget slag som heter ”{kind[:40]}”.") from None
    if not _SLUG.fullmatch(slug) or len(slug) > MOST_LETTERS:
        raise NoSuchPlaceError("Namnet kan inte bli en webbadress: bara små bokstäver a–z, siffror och bindestreck.")
    if not NAMES[known].is_local:
        if municipality != SHARED_PLACE:
            raise NoSuchPlaceError("Uppgiften hör inte till någon kommun.")
        return RecordPlace(known, None, slug)
    if municipality not in geography.municipalities:
        raise NoSuchPlaceError(f"Det finns ingen kommun som heter ”{municipality[:40]}” i adresser.")
    if (known is Kind.MUNICIPALITY) != (slug == HOME_SLUG and known is Kind.MUNICIPALITY):
        raise NoSuchPlaceError("En kommun har bara en sida om sig själv.")
    return RecordPlace(known, municipality, slug)


def place_of_source(source: SourceFile) -> RecordPlace:
    """The place of a file that was found in content/."""
    assert source.kind is not None
    return RecordPlace(source.kind, source.municipality, source.identity.rsplit("/", 1)[-1])


def place_at(path: str, geography: Geography) -> RecordPlace | None:
    """The place of a file under content/ by its path, which is taken apart again; None where no record can lie there."""
    parts = path.removesuffix(".md").split("/")
    is_local = parts[0] == "kommuner" and len(parts) > 2
    folder = "/".join(["kommuner", "*", *parts[2:-1]] if is_local else parts[:-1])
    kind = next((kind for kind, name in NAMES.items() if name.folder == folder), None)
    try:
        return (
            place_of(kind.value, parts[1] if is_local else SHARED_PLACE, parts[-1], geography=geography)
            if kind
            else None
        )
    except NoSuchPlaceError:
        return None
