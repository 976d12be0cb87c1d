"""A register with a record exchanged is the one that would be linked of all anew."""

from dataclasses import fields, replace
from pathlib import Path

from pledges.build.examination import examine
from pledges.content.field_types import DRAFT
from pledges.content.geography import load
from pledges.content.record import AnyRecord, Record
from pledges.content.register import Register, exchanged, link
from support.mistakes import BASE


def test_what_is_exchanged_is_linked_as_all_of_it_would_be(tmp_path: Path) -> None:
    library = examine(BASE, load(), tmp_path / "cache").library
    records, shared = library.records(("alvesta",)), library.shared
    saved = link(records, load(), library.identities, onto=shared)
    tried = 0
    for record in (one for one in records if isinstance(one, Record)):
        draft = replace(record, fields=record.fields.model_copy(update={"status": DRAFT}))
        renamed = replace(record, identity=f"{record.identity}-nytt", path=f"{record.identity}-nytt.md")
        for come in ((), (draft,), (renamed,), (renamed, record), (record,)):
            _is_as_linked(saved, records, record, come=come, shared=shared)
            tried += 1
    assert tried > 30
    own = list(shared.records.values())
    alone = link(own, load(), library.identities)
    for record in own:
        _is_as_linked(alone, own, record, come=(), shared=None)
        _is_as_linked(alone, own, record, come=(record,), shared=None)


def _is_as_linked(
    saved: Register, records: list[AnyRecord], gone: AnyRecord, *, come: tuple[AnyRecord, ...], shared: Register | None
) -> None:
    identities = saved.identities | {one.identity for one in come}
    expected = link([*(one for one in records if one is not gone), *come], load(), identities, onto=shared)
    now = exchanged(saved, frozenset({gone.identity}), come, identities=identities)
    for one in fields(Register):
        assert getattr(now, one.name) == getattr(expected, one.name), (one.name, gone.path)
    assert list(now.records) == list(expected.records)
