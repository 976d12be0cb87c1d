"""An announcement as an item of a feed: its title, its categories, and a full text that stands by itself."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from markupsafe import escape

from pledges import swedish, urls
from pledges.content.kinds import Kind
from pledges.content.register import Register
from pledges.feeds.announcement import Announcement
from pledges.feeds.syndication import Category, FeedEntry, made
from pledges.feeds.wording import PromisedAndDone
from pledges.i18n import _
from pledges.incremental.fingerprint import digest
from pledges.settings import Settings

_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def tag(settings: Settings, name: str) -> str:
    """An id that outlives titles, addresses and domains (RFC 4151)."""
    return f"tag:{settings.authority}:{name}"


def absolute(settings: Settings, address: str) -> str:
    """The whole address of a page or a file of the portal."""
    return f"{settings.address}/{address}"


def entry(one: Announcement, settings: Settings, themes: Mapping[str, str], published: datetime) -> FeedEntry:
    """The announcement as an item. `themes` are the themes' names by slug."""
    scheme_of_themes, scheme_of_places = (
        absolute(settings, urls.THEMES),
        absolute(settings, urls.MUNICIPALITIES),
    )
    categories = [
        *(Category(slug, themes[slug], scheme_of_themes) for slug in one.themes if slug in themes),
        *(
            Category(slug, link.text, scheme_of_places)
            for slug, link in zip(
                sorted(one.municipality_slugs),
                sorted(one.municipalities, key=lambda link: link.href or ""),
                strict=True,
            )
        ),
    ]
    return FeedEntry(
        tag(settings, one.event.id), one.headline, absolute(settings, one.href), content(one, settings), published,
        tuple(categories),
    )  # fmt: skip


def theme_names(register: Register) -> dict[str, str]:
    """What each theme is called, by slug."""
    return {theme.slug: theme.fields.title for theme in register.of_kind(Kind.THEME)}


def item_of(one: Announcement, settings: Settings, themes: Mapping[str, str]) -> bytes:
    """The announcement as a finished item, to be put into feeds. It must have been announced."""
    assert one.at is not None
    return made(entry(one, settings, themes, one.at))


def row_of(one: Announcement, item: bytes, slug: str) -> str:
    """A line for an announced item: when readers were told, its id and digest, and whose it is. Lines sort as feeds do."""
    assert one.at is not None
    return f"{moment(one.at)} {one.event.id} {digest(item)} {slug}"


def moment(at: datetime) -> str:
    """A time as text that sorts as times do: whole microseconds since the year 1."""
    return f"{(at - _YEAR_ONE) // _MICROSECOND:020}"


def time_of(row: str) -> datetime:
    """When readers were told of what a line stands for."""
    return _YEAR_ONE + int(row[:20]) * _MICROSECOND


def background(one: Announcement) -> tuple[tuple[str, str], ...]:
    """Where it is, what it is about and who stands behind it, as terms and values."""
    rows = (
        (_("Plats"), ", ".join(one.places)),
        (one.kind, one.record.text if one.record.text not in one.headline else ""),
        (_("Parter"), swedish.enumerate_words(one.names)),
        (_("Period"), swedish.capital(one.period)),
    )
    return tuple((term, value) for term, value in rows if value)


def facts(one: Announcement) -> tuple[tuple[str, str], ...]:
    """When it happened, its background, and the status before and after, as terms and values."""
    when = (_("Datum"), swedish.capital(swedish.partial(one.event.happened)))
    changed = ((_("Status före"), one.before), (_("Status efter"), one.after))
    statuses = changed if one.before != one.after else ((_("Status"), one.after),)
    return (when, *background(one), *((term, value) for term, value in statuses if value))


def content(one: Announcement, settings: Settings) -> str:
    """The full text as HTML."""
    lead = one.event.text if one.event.text != one.record.text else ""
    parts = [_paragraph(lead) if lead else "", _terms(facts(one)), _promises(one.promises)]
    parts += [
        _terms([(term, value)])
        for term, value in ((_("Effekt"), one.effect), (_("Vad händer nu"), one.next_step))
        if value
    ]
    if one.compilation:
        parts.append(_paragraph(_("Uppgifterna är sammanställda ur offentliga källor av portalens redaktion.")))
    link = escape(_("Läs mer på {name}").format(name=settings.name))
    return "".join((*parts, f'<p><a href="{escape(absolute(settings, one.href))}">{link}</a></p>'))


def promise_text(promise: PromisedAndDone) -> str:
    """Nya områden. Lovat: minst 8 områden. Redovisat: 20 områden."""
    words = [promise.what]
    if promise.promised:
        words.append(_("Lovat: {promised}").format(promised=promise.promised))
    if promise.done:
        words.append(_("Redovisat: {done}").format(done=promise.done))
    return " ".join(word if word.endswith((".", "!", "?")) else f"{word}." for word in words)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _terms(rows: Iterable[tuple[str, str]]) -> str:
    lines = "<br>".join(f"<strong>{escape(term)}:</strong> {escape(value)}" for term, value in rows)
    return f"<p>{lines}</p>" if lines else ""


def _promises(promises: Iterable[PromisedAndDone]) -> str:
    rows = "".join(f"<li>{escape(promise_text(promise))}</li>" for promise in promises)
    return f"<p><strong>{escape(_('Lovat och gjort'))}</strong></p><ul>{rows}</ul>" if rows else ""


def beginning(settings: Settings) -> datetime:
    """The date of the authority in the ids: since when something without a date of its own has been as it is."""
    year, month, day = (*settings.authority.rpartition(",")[2].split("-"), "1", "1")[:3]
    return datetime.combine(date(int(year), int(month), int(day)), time(), UTC)
