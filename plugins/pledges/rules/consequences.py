"""What is a consequence of something else that is told of the same record, and so is not told beside it: one cause, one message."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pledges.content.record import AnyRecord, Record, is_a
from pledges.content.record_fields import FollowUp
from pledges.rules.finding import Finding

_OF_ITS_RECORD: Mapping[str, tuple[str, ...]] = {
    "ar-stammer-inte": ("lank-till-annat-ar", "skrivet-over"),
    "tid-mot-namnet": ("skrivet-over",),
    "titel-tva-ganger": ("ar-stammer-inte", "kopierad-uppfoljning"),
    "belagg-av-annat-ar": ("kopierad-uppfoljning",),
    "dag-fore": ("orimligt-ar",),
    "dag-efter": ("orimligt-ar",),
    "text-mot-tal": ("ingen-tabell",),
    "rubrik-niva": ("rubrik-av-misstag",),
    "matt-motsager-sig": ("andrat-utan-handelse",),
    "foljer-okand": ("skrivet-over",),
}
"""Codes that are not told where the record has one of these: the title of a copied file is that of the first."""
_OF_ITS_ROW: Mapping[str, tuple[str, ...]] = {
    "tal-i-tva-filer": (),
    **dict.fromkeys(("dag-fore", "dag-efter"), ("dag-kvar", "dag-mot-texten", "andrat-utan-handelse")),
    "uppfyllt-trots-talen": ("andrat-utan-handelse",),
}
"""Codes that are not told where one of these, or any other at all, stands at the same row."""
_AT_THE_SAME_KEY: Mapping[str, tuple[str, ...]] = {
    "text-mot-tal": ("kopierad-uppfoljning", "matt-motsager-sig"),
    "dag-fore": ("kopierad-uppfoljning",),
    "undertecknat-efter-slutet": ("orimligt-ar",),
}
"""Codes that are not told where one of these stands at the very same key: what is left of another file, or a slip of the hand."""
_OF_ITS_PLEDGE = {"tal-i-tva-filer": None, "langt-fran-malet": ("per-i-enheten",)}
"""Codes that are not told of a follow-up where its pledge has one of these, or anything at all."""
_OF_WHAT_IT_IS_OF = ("avser-annan-tid", "avser-mer-an-perioden", "uppfoljning-fore-loftet")
"""Codes that are not told where the record's actions show that its reference is to another pledge than was meant."""

_OF_THE_NUMBERS = ("text-mot-tal", "tal-i-tva-filer")
"""Where an outcome's number is doubted, that all goals are reached by it says nothing of the verdict."""

Told = tuple[AnyRecord, Finding]


def without_consequences(findings: Iterable[Told]) -> Iterator[Told]:
    """The findings, but for those that another finding is the cause of. What a record accepts neither is a cause nor goes."""
    told = list(findings)
    by_record: dict[str, list[Finding]] = {}
    for record, finding in told:
        if finding.code not in _accepted(record):
            by_record.setdefault(record.path, []).append(finding)
    for record, finding in told:
        others = [one for one in by_record.get(record.path, ()) if one.code != finding.code]
        if finding.code in _OF_ITS_PLEDGE:
            causes = _OF_ITS_PLEDGE[finding.code]
            others += [one for one in by_record.get(_followed_up(record), ()) if causes is None or one.code in causes]
        if finding.code in _accepted(record) or not _is_consequence(finding, others):
            yield record, finding


def _followed_up(record: AnyRecord) -> str:
    """The path of the pledge that a follow-up is of; no path where it is of none."""
    pledge = record.fields.pledge if isinstance(record, Record) and is_a(record, FollowUp) else None
    return f"kommuner/{record.municipality}/loften/{pledge}.md" if pledge else ""


def _accepted(record: AnyRecord) -> frozenset[str]:
    rows = record.fields.accepted_warnings if isinstance(record, Record) else ()
    return frozenset(row.code for row in rows)


def _is_consequence(finding: Finding, others: Sequence[Finding]) -> bool:
    causes, of_row = _OF_ITS_RECORD.get(finding.code, ()), _OF_ITS_ROW.get(finding.code)
    if any(
        (one.loc, one.line) == (finding.loc, finding.line) and one.code in _AT_THE_SAME_KEY.get(finding.code, ())
        for one in others
    ):
        return True
    if finding.code == "langt-fran-malet":
        return any(one.code == "per-i-enheten" for one in others)
    if finding.code == "ansvarig-inte-part":
        return any(one.code == "hanvisning-finns-inte" and one.loc[:1] == ("parter",) for one in others)
    if finding.code in ("bedomning-av-annan", "uppfoljning-av-annan"):
        return any(one.code == "hanvisning-finns-inte" and one.loc[:1] == ("av",) for one in others)
    if finding.code == "utfall-okand-atgard" and len(finding.loc) > 1:
        return any(one.code == "avser-annan-tid" for one in others)
    if finding.code == "dubbel-eftertradare":
        return any(one.code == "foljer-okand" and one.loc == finding.loc for one in others)
    if finding.code == "tal-i-tva-filer" and finding.loc in (("utfall",), ("bedömning",)):
        return any(True for _ in others)
    if finding.code == "inte-uppfyllt-trots-ja":
        return any(one.code in _OF_THE_NUMBERS and one.loc[:1] == ("utfall",) for one in others)
    if finding.code == "text-mot-tal" and finding.loc[-1:] == ("gjort",):
        return any(one.code == "bedomning-utan-tal" for one in others)
    if finding.code in _OF_WHAT_IT_IS_OF:
        return any(one.code == "utfall-okand-atgard" and len(one.loc) == 1 for one in others)
    if not causes and of_row is None:  # as of nearly all: the others, which may be many, need not be looked at
        return False
    return any(
        one.code in causes
        or (of_row is not None and one.loc[:2] == finding.loc[:2] and (not of_row or one.code in of_row))
        for one in others
    )
