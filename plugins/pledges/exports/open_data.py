"""Everything published as open data: each municipality's records, and all announced events, as JSON.

docs/oppna-data.md says what each key means; tests/exports/test_open_data.py holds it to that.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from pydantic import BaseModel

from pledges import urls
from pledges.content.kinds import NAMES
from pledges.content.record import AnyRecord, RemovedRecord
from pledges.feeds.announcement import Announcement, announcements_of, in_order, told_of
from pledges.feeds.channels import followed
from pledges.feeds.item_text import tag
from pledges.history.snapshot import Snapshot, events_of, recalled
from pledges.incremental.artifact import Artifact
from pledges.incremental.fingerprint import code_key
from pledges.settings import LICENCE, Settings, absolute
from pledges.status.labels import follow_up_label, headline, reader_label, result_label, result_word, state_label
from pledges.views.country.country import Country
from pledges.views.links import title_of
from pledges.written_values import Duration, Number, PartialDate, Period

_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def event_artifacts(snapshot: Snapshot, slug: str = "") -> Iterator[Artifact]:
    """Everything announced of one municipality, or of the shared records, as one file, in the order announced."""
    own = (record for record in snapshot.register.records.values() if (record.municipality or "") == slug)
    texts = {name: text for record in own for name, text in _event_texts_of(snapshot, record).items()}
    announced = in_order(announcements_of(snapshot, slug))
    texts |= _event_texts(snapshot, (one for one in announced if one.event.id not in texts))
    if announced:
        yield _file_of_rows(urls.events(slug), "händelser", (texts[one.event.id] for one in announced))


@recalled
def _event_texts_of(snapshot: Snapshot, record: AnyRecord) -> dict[str, bytes]:
    """What a record tells, each as its row lies in the file, by the id of the event."""
    return _event_texts(snapshot, told_of(snapshot, record).announcements)


def _event_texts(snapshot: Snapshot, announcements: Iterable[Announcement]) -> dict[str, bytes]:
    return {one.event.id: _as_it_lies(event_row(one, snapshot.settings)) for one in announcements}


def index_artifact(country: Country) -> Artifact:
    """The list of what open data there is."""
    return Artifact(path=urls.DATA_INDEX, source=contents(country), maker=code_key().hex(), make=to_json)


def event_row(announcement: Announcement, settings: Settings) -> dict[str, Any]:
    """An announcement, with everything that its feeds say."""
    subject = announcement.subject
    return {
        "id": tag(settings, announcement.event.id),
        "typ": announcement.event.kind.value,
        "hände": str(announcement.event.happened),
        "kungjord": announcement.announced,
        "rubrik": announcement.headline,
        "text": announcement.event.text,
        "adress": absolute(settings, announcement.href),
        "gäller": absolute(settings, subject.link.href or ""),
        "titel": subject.link.text,
        "kommuner": subject.slugs,
        "delar": subject.areas,
        "lokalpolisområden": announcement.police_areas,
        "parter": subject.names,
        "ämnen": subject.themes,
        "period": subject.period,
        "status före": announcement.before,
        "status efter": announcement.after,
        "utfall": [{"åtgärd": row.what, "lovat": row.promised, "redovisat": row.done} for row in announcement.promises],
        "effekt": announcement.effect,
        "nästa steg": announcement.next_step,
        "sammanställning": subject.compilation,
    }


def contents(country: Country) -> dict[str, Any]:
    """What open data there is: files for each municipality with something entered, and the shared ones."""
    settings, everyone = country.snapshot.settings, (*country.summaries.values(), country.shared)
    return {
        "licens": LICENCE,
        "gemensamt": absolute(settings, urls.data("")),
        "kommuner": {one.slug: absolute(settings, urls.data(one.slug)) for one in everyone if one.slug and one.entered},
        "händelser": {
            one.slug or urls.SHARED: absolute(settings, urls.events(one.slug)) for one in everyone if one.last_announced
        },
        "åtgärder": {
            slug: absolute(settings, urls.table(urls.ACTIONS, slug)) for slug in country.counties_in_table(urls.ACTIONS)
        },
        "tabeller": {
            name: {
                county or "landet": absolute(settings, urls.table(name, county))
                for county in ("", *country.counties_in_table(name))
            }
            for name in urls.TABLES
        },
        "kommunens tabeller": absolute(settings, urls.table_of_place("{tabell}", "{kommun}")),
        "tabeller som JSON": {name: absolute(settings, urls.table_as_json(name)) for name in urls.TABLES},
        "scheman": {
            name: [absolute(settings, urls.table_schema(name)), absolute(settings, urls.json_schema(name))]
            for name in urls.TABLES
        },
        "paket": absolute(settings, urls.DATA_PACKAGE),
        "katalog": absolute(settings, urls.CATALOGUE),
        "flöden": [absolute(settings, urls.feed(place.address)) for place in followed(country)],
    }


def record_artifacts(snapshot: Snapshot, slug: str = "") -> Iterator[Artifact]:
    """The records of one municipality, or the shared ones, as one file; none where nothing is entered."""
    records = [record for _, record in sorted(snapshot.register.records.items()) if (record.municipality or "") == slug]
    rows = [_record_text(snapshot, record) for record in records if not record.is_draft]
    if rows:
        yield _file_of_rows(urls.data(slug), "poster", rows)


@recalled
def _record_text(snapshot: Snapshot, record: AnyRecord) -> bytes:
    """A record's row, as it lies in the file."""
    return _as_it_lies(record_row(snapshot, record))


def record_row(snapshot: Snapshot, record: AnyRecord) -> dict[str, Any]:
    """A record as it was written, with its address, its timeline and where it stands on the day."""
    settings, register = snapshot.settings, snapshot.register
    row: dict[str, Any] = {
        "id": record.identity,
        "typ": NAMES[record.kind].singular,
        "adress": absolute(settings, urls.of_record(record.identity)),
        "kommuner": register.municipalities(record),
    }
    if isinstance(record, RemovedRecord):
        former = {"tidigare adresser": record.former_addresses} if record.former_addresses else {}
        return {**row, "borttaget": [plain(one) for one in record.removed], **former}
    row |= {"titel": title_of(register, record), "sammanställning": register.is_compilation(record)}
    now = snapshot.standings.get(record.identity)
    if now is not None:
        row["läge"] = {
            "status": state_label(now.state, now.is_compilation, record.kind),
            "uppföljning": follow_up_label(now.follow_up, now.is_compilation),
            "uppföljning senast": now.due,
            "ord": reader_label(now.reader_state),
            "sammanfattning": headline(now, record.kind),
            "bedömningar": [
                {"bedömning": one.text, "av": one.by, "uppföljning": one.follow_up} for one in now.verdicts
            ],
            "omdömen": [{"omdöme": one.text, "av": one.by, "uppföljning": one.follow_up} for one in now.own_words],
            "åtgärder": [
                {
                    "åtgärd": one.action,
                    "utfall": result_word(one),
                    "med ord": result_label(one),
                    "av": one.by,
                    "uppföljningar": one.follow_ups,
                }
                for one in now.results
            ],
        }
    row["händelser"] = [
        {
            "id": tag(settings, event.id),
            "typ": event.kind.value,
            "hände": event.happened and str(event.happened),
            "rubrik": event.title,
            "text": event.text,
        }
        for event in events_of(snapshot, record)
    ]
    return {**row, "uppgifter": plain(record.fields), "text": record.body}


def plain(value: Any) -> Any:
    """A field's value as it is written in a file: Swedish keys, dates, periods and numbers as text."""
    if isinstance(value, BaseModel):
        written = value.model_fields_set
        fields = type(value).model_fields.items()
        return {field.alias: plain(getattr(value, name)) for name, field in fields if name in written}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Duration | Number | PartialDate | Period | Decimal | date):
        return str(value)
    return value


def to_json(value: Any) -> bytes:
    """JSON that people can read too."""
    return orjson.dumps(value, option=_OPTIONS)


def _as_it_lies(row: dict[str, Any]) -> bytes:
    """A row as it lies in a file of rows, as far in as it is there. No text has a line's end in it: JSON writes that in letters."""
    return orjson.dumps(row, option=orjson.OPT_INDENT_2).replace(b"\n", b"\n    ")


def _file_of_rows(path: str, name: str, rows: Iterable[bytes]) -> Artifact:
    """What `to_json` gives of rows under a name, where each is laid out already."""
    data = b'{\n  "%s": [\n    %s\n  ]\n}\n' % (name.encode(), b",\n    ".join(rows))
    return Artifact(path=path, source=data, maker="rows", make=bytes)
