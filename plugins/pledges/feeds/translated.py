"""Feeds in other languages: what has happened to pledges that are translated, in the country and in each place that has any.

An item says what happened and leads to the pledge's page in the language; it has the id of the Swedish one with the language
first. What is translated later was announced earlier, so these feeds have no archive, whose documents never change: they hold
the newest items and nothing else. What has been removed is told as removed here too, so that readers overwrite their copies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import escape

from pledges import urls
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Pledge
from pledges.feeds.announcement import Announcement, start_of
from pledges.feeds.channels import Channel
from pledges.feeds.item_text import moment, tag
from pledges.feeds.syndication import FeedItem, finished_item
from pledges.history.events import EventKind
from pledges.history.snapshot import Snapshot
from pledges.incremental.fingerprint import digest
from pledges.settings import Language, absolute
from pledges.views.country.country import Country
from pledges.views.country.translated_pages import cards_of
from pledges.views.translated.pledge import fallback
from pledges.views.translated.shown import languages_of, used
from pledges.views.translated.words import Speaker

WHAT_HAPPENED = {
    EventKind.PUBLISHED: "Löftet publicerades",
    EventKind.SIGNED: "Löftet undertecknades",
    EventKind.CHANGED: "En ändring eller ett möte",
    EventKind.DEADLINE_MOVED: "Uppföljningen flyttades",
    EventKind.INTERIM: "Delredovisning",
    EventKind.FINAL: "Slutlig uppföljning",
    EventKind.BY_OTHERS: "Redovisat av någon annan",
    EventKind.DEADLINE_PASSED: "Den utlovade dagen för uppföljningen passerade",
    EventKind.REPLACED: "Löftet ersattes av ett annat",
    EventKind.ENTERED: "Lades in i portalen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedItem:
    """A finished item: its name among the items of its municipality, its line, and the feeds that it is in."""

    name: str
    item: bytes
    row: str
    followed_at: tuple[str, ...]


def translated_items(snapshot: Snapshot, announcement: Announcement, slug: str) -> Iterator[TranslatedItem]:
    """The item of an announcement in each language that its pledge is translated to."""
    register, settings, event = snapshot.register, snapshot.settings, announcement.event
    record = register.get(event.identity)
    if announcement.emptied is not None:
        for language in used(register, settings):
            yield _item(Speaker(snapshot, language), announcement, slug, record=None)
    elif is_a(record, Pledge) and event.kind in WHAT_HAPPENED:
        for language in languages_of(register, settings, record):
            yield _item(Speaker(snapshot, language), announcement, slug, record=record)


def _item(speaker: Speaker, announcement: Announcement, slug: str, *, record: Record[Pledge] | None) -> TranslatedItem:
    settings, tongue, event = speaker.snapshot.settings, speaker.tongue, announcement.event
    assert announcement.at is not None
    name = urls.in_language(speaker.language.code, event.id)
    places = ", ".join(link.text for link in announcement.subject.municipalities)
    what = tongue.say(WHAT_HAPPENED[event.kind]) if record is not None else tongue.say("Uppgiften är borttagen")
    title = _title(speaker, record) if record is not None else ""
    headline = ": ".join(filter(None, (places, what)))
    address = announcement.href if record is None else speaker.address(urls.of_record(record.identity))
    link = absolute(settings, address)
    rows = (
        (tongue.say("Datum"), tongue.partial(event.happened)),
        (tongue.say("Löfte"), title),
        (tongue.say("Period"), tongue.period(record.fields.period) if record is not None else ""),
    )
    facts = "<br>".join(f"<strong>{escape(term)}:</strong> {escape(value)}" for term, value in rows if value)
    more = escape(tongue.say("Läs mer på {name}", name=settings.name))
    item = finished_item(
        FeedItem(
            id=tag(settings, name),
            title=" – ".join(filter(None, (headline, title))),
            link=link,
            html=f'<p>{facts}</p><p><a href="{escape(link)}">{more}</a></p>',
            published=announcement.at,
            updated=start_of(announcement.emptied) if announcement.emptied is not None else None,
        )
    )
    own = {urls.FRONT, *(urls.municipality(one) for one in announcement.subject.slugs)}
    return TranslatedItem(
        name=name,
        item=item,
        row=f"{moment(announcement.at)} {name} {digest(item)} {slug}",
        followed_at=tuple(
            urls.in_language(speaker.language.code, one) for one in announcement.followed_at if one in own
        ),
    )


def _title(speaker: Speaker, record: Record[Pledge]) -> str:
    """The title as it is translated; the Swedish one, told as such, where the translation is old."""
    translation = speaker.translation(record)
    if translation is None or translation.title is None or not translation.is_current(record):
        return f"{record.title} ({fallback(speaker.tongue)})"
    return translation.title


def followed_in_languages(country: Country) -> Iterator[Channel]:
    """What can be followed in other languages: the country, and each municipality with a translated pledge."""
    cards = cards_of(country)
    for language in used(country.snapshot.register, country.snapshot.settings):
        yield in_the_country(language)
        slugs = {slug for card in cards if card.language == language.code for slug in card.slugs}
        for slug in sorted(slugs):
            facts = country.geography.municipalities[slug]
            address = urls.in_language(language.code, urls.municipality(slug))
            yield Channel(address, facts.official_name, language.name, language=language.code)


def in_the_country(language: Language) -> Channel:
    """What is told of every translated pledge."""
    return Channel(urls.in_language(language.code, urls.FRONT), language.name, language.name, language=language.code)
