"""An announcement as an item of a feed: its title, its categories, and a full text that stands by itself."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from markupsafe import escape

from pledges import swedish, urls
from pledges.content.record_fields import Theme
from pledges.content.register import Register
from pledges.feeds.announcement import Announcement, start_of
from pledges.feeds.phrases import PromisedAndDone, sentences
from pledges.feeds.syndication import Category, FeedItem, finished_item
from pledges.i18n import _
from pledges.incremental.fingerprint import digest
from pledges.settings import Settings, absolute

_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def tag(settings: Settings, name: str) -> str:
    """An id that outlives titles, addresses and domains (RFC 4151)."""
    return f"tag:{settings.authority}:{name}"


def _categories(announcement: Announcement, settings: Settings, themes: Mapping[str, str]) -> Iterator[Category]:
    subject = announcement.subject
    for slug in subject.themes:
        if slug in themes:
            yield Category(slug, label=themes[slug], scheme=absolute(settings, urls.THEMES))
    links = sorted(subject.municipalities, key=lambda link: link.href or "")
    for slug, link in zip(sorted(subject.slugs), links, strict=True):
        yield Category(slug, label=link.text, scheme=absolute(settings, urls.MUNICIPALITIES))


def theme_names(register: Register) -> dict[str, str]:
    """What each theme is called, by slug."""
    return {theme.slug: theme.fields.title for theme in register.of(Theme)}


def item_of(announcement: Announcement, settings: Settings, themes: Mapping[str, str]) -> bytes:
    """The announcement as a finished item, to be put into feeds. It must have been announced. `themes` are the
    themes' names by slug."""
    assert announcement.at is not None
    return finished_item(
        FeedItem(
            id=tag(settings, announcement.event.id),
            title=announcement.headline,
            link=absolute(settings, announcement.href),
            html=_content(announcement, settings),
            published=announcement.at,
            summary=_summary(announcement) if announcement.subject.slugs else "",
            updated=start_of(announcement.emptied) if announcement.emptied is not None else None,
            categories=tuple(_categories(announcement, settings, themes)),
        )
    )


def row_of(announcement: Announcement, item: bytes, slug: str) -> str:
    """A line for an announced item: when readers were told, its id and digest, and whose it is. Lines sort as feeds do."""
    assert announcement.at is not None
    return f"{moment(announcement.at)} {announcement.event.id} {digest(item)} {slug}"


def moment(at: datetime) -> str:
    """A time as text that sorts as times do: whole microseconds since the year 1."""
    return f"{(at - _YEAR_ONE) // _MICROSECOND:020}"


def time_of(row: str) -> datetime:
    """When readers were told of what a line stands for."""
    return _YEAR_ONE + int(row[:20]) * _MICROSECOND


def background(announcement: Announcement) -> tuple[tuple[str, str], ...]:
    """Where it is, what it is about and who stands behind it, as terms and values."""
    subject = announcement.subject
    rows = (
        (_("Plats"), ", ".join(subject.places)),
        (subject.kind, subject.link.text if subject.link.text not in announcement.headline else ""),
        (_("Parter"), swedish.enumerate_words(subject.names)),
        (_("Period"), swedish.capital(subject.period)),
    )
    return tuple((term, value) for term, value in rows if value)


def _facts(announcement: Announcement) -> tuple[tuple[str, str], ...]:
    """When it happened, its background, and the status before and after, as terms and values. What holds "now" does so
    on the day of the event, which may be read years later."""
    day = swedish.partial(announcement.event.happened)
    after = (_("Status {day}").format(day=day), announcement.after)
    changed = ((_("Status före"), announcement.before), after)
    statuses = changed if announcement.before != announcement.after else (after,)
    rows = ((term, value) for term, value in statuses if value)
    return ((_("Datum"), swedish.capital(day)), *background(announcement), *rows)


def _content(announcement: Announcement, settings: Settings) -> str:
    lead = _paragraph(announcement.text) if announcement.text else ""
    parts = [lead, _terms(_facts(announcement)), _promises(announcement.promises)]
    parts += [
        _terms([(term, value)])
        for term, value in ((_("Effekt"), announcement.effect), (_("Vad händer nu"), announcement.next_step))
        if value
    ]
    if announcement.subject.compilation:
        parts.append(_paragraph(_("Uppgifterna är sammanställda ur offentliga källor av portalens redaktion.")))
    link = escape(_("Läs mer på {name}").format(name=settings.name))
    return "".join((*parts, f'<p><a href="{escape(absolute(settings, announcement.href))}">{link}</a></p>'))


def _summary(announcement: Announcement) -> str:
    """The day, what was told, and the status where it became another: what an archive holds that only leads on.

    Only of what concerns a municipality, in whose archive it stands whole.
    """
    day = swedish.partial(announcement.event.happened)
    if not announcement.after or announcement.before == announcement.after:
        return sentences((swedish.capital(day), announcement.text))
    status = _("Status {day}").format(day=day)
    return sentences((announcement.text, f"{status}: {announcement.after}"))


def _promise_text(promise: PromisedAndDone) -> str:
    """Nya områden. Lovat: minst 8 områden. Redovisat: 20 områden."""
    phrases = [promise.what]
    if promise.promised:
        phrases.append(_("Lovat: {promised}").format(promised=promise.promised))
    if promise.done:
        phrases.append(_("Redovisat: {done}").format(done=promise.done))
    return sentences(phrases)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _terms(rows: Iterable[tuple[str, str]]) -> str:
    lines = "<br>".join(f"<strong>{escape(term)}:</strong> {escape(value)}" for term, value in rows)
    return f"<p>{lines}</p>" if lines else ""


def _promises(promises: Iterable[PromisedAndDone]) -> str:
    rows = "".join(f"<li>{escape(_promise_text(promise))}</li>" for promise in promises)
    return f"<p><strong>{escape(_('Lovat och gjort'))}</strong></p><ul>{rows}</ul>" if rows else ""


def beginning(settings: Settings) -> datetime:
    """The date of the authority in the ids: since when something without a date of its own has been as it is."""
    year, month, day = (*settings.authority.rpartition(",")[2].split("-"), "1", "1")[:3]
    return datetime(int(year), int(month), int(day), tzinfo=UTC)
