"""What every page's view is made of. Templates get these and only lay them out.

A view is frozen and holds text, numbers and addresses, nothing that must be looked up. Addresses (`href`) are
rooted in the portal without the first slash (`kommuner/lulea/`); the front page is the empty string.
"""

from dataclasses import KW_ONLY, dataclass, field

from pledges import urls
from pledges.content.kinds import Kind
from pledges.i18n import SOURCE_LANGUAGE, _
from pledges.views.strands import Ending
from pledges.written_values import Period


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere; nowhere where `href` is None. `note` says more, beside the link.

    `language` is that of the text and of what it leads to (BCP 47), where it is another than the site's.
    """

    text: str
    href: str | None
    note: str = ""
    _: KW_ONLY
    language: str = ""


def start() -> Link:
    """The front page, where every breadcrumb trail begins."""
    return Link(_("Start"), urls.FRONT)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that the page's head tells of, the nearest first. `kind` is `rss` or `atom`."""

    title: str
    href: str
    kind: str = "rss"

    @property
    def page(self) -> str:
        """The page that tells how to follow the same place or theme."""
        return urls.subscription(self.href[: self.href.rfind("/") + 1])


@dataclass(frozen=True, slots=True)
class Filter:
    """Something that the search can narrow by: `Plats` is `Luleå`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Owner:
    """The portal that a page was gathered from: what it is called, the page there, and what can't be gathered from it now."""

    name: str
    href: str
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What the layout needs of a page: where it lies, what it is called and where it belongs.

    `structured` is what it tells search engines beside that, as JSON-LD. `owner` is the portal that it was gathered from,
    whose own page search engines are led to. `alternates` are the same page in other languages, and `around` is the
    language of what frames it, by its code.
    """

    address: str
    template: str
    title: str
    description: str
    breadcrumbs: tuple[Link, ...] = field(default_factory=lambda: (start(),))
    feeds: tuple[FeedLink, ...] = ()
    kind: str = ""  # what sort of page, in Swedish, above its title
    indexed: bool = True
    searched: bool = True  # by the portal's own search
    filters: tuple[Filter, ...] = ()
    structured: str = ""
    language: str = SOURCE_LANGUAGE  # of what is in it, by BCP 47: all around it is in the site's
    owner: Owner | None = None
    alternates: tuple[Link, ...] = ()
    around: str = SOURCE_LANGUAGE

    @property
    def own_feed(self) -> FeedLink | None:
        """The feed of the place or theme that the page is about, where it has one."""
        return next((feed for feed in self.feeds if feed.href == urls.feed(self.address)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """A page of a long list. `pages` are those that it leads to by number, None where some are left out between."""

    number: int
    count: int
    previous: str | None
    next: str | None
    here: str
    pages: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node of the thread. `state` is `here` or `missing`; `words` says more."""

    label: str
    state: str
    words: str
    href: str | None
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One of the five steps, and what the co-operation model calls it. `state` is a node's: `here` or `missing`;
    `links` lead to what shows it."""

    title: str
    official: str
    state: str
    words: str
    missing: tuple[str, ...]
    links: tuple[Link, ...]
    starts_again: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsView:
    """The five steps: how many of them are shown as done, a note on the others, and a row for each."""

    told: str
    note: str
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """One text before and after; `before` is empty for what was added, `after` for what was taken away.

    `mark` is what is to be seen at once: that a goal was lowered, or a day moved.
    """

    when: str
    label: str
    before: str
    after: str
    note: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source, a document or a piece of evidence."""

    text: str
    href: str | None
    retrieved: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A dated event. `iso` is the machine's form of the date, empty where it is unknown."""

    iso: str
    when: str
    title: str
    text: str
    href: str | None
    coming: bool
    kind: str


@dataclass(frozen=True, kw_only=True)
class ToldActions:
    """Actions that ended alike: how, in `words` with how many they are, a few of them by name, and the way to the rest. Where
    the end is unclear, what is told of each is the note of its name."""

    ending: Ending
    words: str
    names: tuple[Link, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is known about it. `told` is what became of the actions of the pledge that it names."""

    term: str
    values: tuple[Link, ...]
    told: tuple[ToldActions, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter written for the reader to send: a link that opens it in the reader's own mail, and what it says. `beside`
    tells where else it may be sent, or where the address stands; `site` leads there."""

    link: Link
    to: str
    beside: str
    site: Link | None
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """An action that was not done or not reached: what it was, what is said of it, and why; empty where nobody says.
    `is_of_part` says that the answer holds for a part of the time, after which it may have been done."""

    what: str
    words: str
    reason: str
    is_of_part: bool = False


@dataclass(frozen=True, kw_only=True)
class ThemeResult:
    """What became of those of a pledge's actions that are about `theme`.

    `part` says that they are a part of the pledge's, or that none is; empty where all are. Then `endings` are of
    the whole pledge and `headline` is empty. `is_told`: something is reported of them.
    """

    theme: str
    part: str
    headline: str
    endings: tuple[Ending, ...]
    is_told: bool


@dataclass(frozen=True, kw_only=True)
class PledgeCard:
    """What lists say of a pledge."""

    identity: str
    href: str
    title: str
    summary: str
    municipalities: tuple[Link, ...]
    municipality_slugs: tuple[str, ...]
    county_slugs: tuple[str, ...]
    period: str
    span: Period  # the time that it is known to have held
    timing: str  # now, before, coming, unknown
    headline: str  # what is said of the whole
    told: tuple[ToldActions, ...]  # which of its actions ended how
    shares: str  # how much of its own each party has reported, where that differs
    themes: tuple[str, ...]
    parties: tuple[str, ...]
    areas: tuple[str, ...]
    reader_state: str
    reader_label: str  # the word, and who has reported
    endings: tuple[Ending, ...]  # of its strands, alike ends together
    years: tuple[int, ...]  # those that its period is known to touch
    turnouts: tuple[str, ...]  # what at least one of its actions turned out as
    shortfalls: tuple[Shortfall, ...]
    short_in_words: tuple[Shortfall, ...] = ()  # what the parties say of the whole, where that isn't that all was done
    undone_in: tuple[int, ...] = ()  # those of its years of which it is told that something was not done or not reached
    short_in: tuple[int, ...] = ()  # those of which `short_in_words` is told
    by_theme: tuple[ThemeResult, ...] = ()
    part: str = ""  # which of its actions the endings are of, where not of all
    is_told: bool = True  # whether anything is reported of what the list is about, where the pledge is reported

    def __hash__(self) -> int:
        """A card is sought among those that are laid out on every list that it stands on; to hash all that it says took longest."""
        return hash(self.identity)


@dataclass(frozen=True, kw_only=True)
class RecordCard:
    """What lists say of any other record."""

    identity: str
    href: str
    kind: Kind
    kind_label: str
    title: str
    summary: str
    when: str
    span: Period | None
    timing: str
    municipalities: tuple[Link, ...]
    municipality_slugs: tuple[str, ...]
    parties: tuple[str, ...]
    themes: tuple[str, ...]

    def __hash__(self) -> int:
        """A card is sought among those that are laid out on every list that it stands on; to hash all that it says took longest."""
        return hash(self.identity)


@dataclass(frozen=True, kw_only=True)
class LateRow:
    """A follow-up that is late, for the calm list by place."""

    pledge: Link
    municipality: Link
    due: str
    due_iso: str
    moved_from: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its words: 3 löften."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A heading with links under it."""

    title: str
    links: tuple[Link, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a list: pledges or other records under one heading."""

    title: str
    id: str
    _: KW_ONLY
    pledges: tuple[PledgeCard, ...] = ()
    records: tuple[RecordCard, ...] = ()
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRow:
    """A news item in a list."""

    link: Link
    when: str
    iso: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class NewsItem:
    """A recent event in a list."""

    when: str
    iso: str
    title: str
    link: Link
    places: tuple[Link, ...]
