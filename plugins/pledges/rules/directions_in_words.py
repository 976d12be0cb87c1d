"""Which way something is to go, or went: a measure and a goal beside the words of an aim, an action and an effect."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pledges.content.goals import RelativeGoal
from pledges.content.record import Loc, Record, has_actions, is_a, is_commitment
from pledges.content.record_fields import Agreement, FollowUp, Indicator, IndicatorPoint, Pledge
from pledges.content.register import Register
from pledges.rules.every_text import own_sentences, sentences
from pledges.rules.finding import Finding, Rule, title
from pledges.rules.follow_up_targets import target_of
from pledges.rules.texts_against_goals import is_a_slip
from pledges.status.reported_numbers import PERCENT
from pledges.swedish import decimal

_TO_GO_UP, _WENT_UP = (
    r"öka|ökar|ökas|ökad|ökat|ökade|höja|höjas|höjd|stiga|växa|fler|flera|högre|större|mer",
    r"steg|stigit|höjdes|höjts|gick upp",
)
_TO_GO_DOWN = r"minska|minskar|minskas|minskad|minskat|minskade|sänka|sänkas|sänkt|sjunka|färre|lägre|mindre"
_WENT_DOWN = r"sjönk|sjunkit|sänktes|sänkts|gick (?:ner|ned)"
_TO_GO = re.compile(rf"\b(?:(?P<up>{_TO_GO_UP})|(?P<down>{_TO_GO_DOWN}))\b", re.IGNORECASE)
_WENT = re.compile(rf"\b(?:(?P<up>{_TO_GO_UP}|{_WENT_UP})|(?P<down>{_TO_GO_DOWN}|{_WENT_DOWN}))\b", re.IGNORECASE)
_TURNED = re.compile(r"\b(?:inte|ej|aldrig|utan|varken|jämfört|än|lika|oförändra\w*|anmäl\w*)\b", re.IGNORECASE)
_OF_CHANGE = re.compile(
    r"\b(?:med|från|jämfört|än|av (?:dem|dessa|de som)|ökade|minskade|enheter|högst|minst|mål|ska|skulle|snitt|genomsnitt\w*|landet|riket|Sverige)\b",
    re.I,
)
_A_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]{5,}")
_HEAD_ENDS = re.compile(r"\s(?:på|i|av|med|mot|för|vid|till|från|under|inom|hos|om|kring|efter)\s|[,(:]")
_SAYS_NOTHING = (
    "andel", "andelen", "antal", "antalet", "känner", "känna", "upplever", "uppleva", "anser", "tycker", "personer", "invånare",
    "invånarna", "medborgare", "boende", "områden", "anmälda", "index", "värde", "nivå", "genomsnitt", "genomsnittlig",
    "polisen", "kommunen", "finns", "gånger",
)  # fmt: skip
_FROM_TO = re.compile(
    r"\bfrån (?P<first>\d{1,3}(?:,\d+)?)(?P<unit>[^\d.;]*?) till (?P<last>\d{1,3}(?:,\d+)?)(?![\d,]\d)"
)


def aims_go_the_way_of_the_measure(register: Register, record: Record) -> Iterator[Finding]:
    """A measure is to go the way that an aim says of it: `riktning: öka` isn't beside `ska bli lägre`."""
    for place, one in enumerate(_measures(record)):
        if one.direction not in ("öka", "minska"):
            continue
        for sentence, owner in _aims(register, record):
            way = _way(sentence) if _is_about(one, sentence) else None
            if way is not None and way[0] != one.direction:
                yield Finding(
                    code="matt-motsager-sig",
                    message=f"Måttet ska {one.direction}, men {owner} säger ”{sentence}”.",
                    hint=f"Skriv riktning: {way[0]}, eller rätta texten. Gäller den något annat, acceptera varningen.",
                    loc=("mått", place, "riktning"),
                )
                break


def _measures(record: Record) -> tuple[Indicator, ...]:
    return record.fields.indicators if is_commitment(record) else ()


def _aims(register: Register, record: Record) -> Iterator[tuple[str, str]]:
    """What is aimed at, in words, with where it stands: the record's own aims, then its agreement's."""
    if is_a(record, Pledge):
        yield from ((text, "effektmål:") for goal in record.fields.effect_goals for text in sentences(goal))
        yield from ((text, "syfte:") for part in record.fields.parts for text in sentences(part.aim or ""))
    agreement = record if is_a(record, Agreement) else None
    if has_actions(record):
        agreement = register.target(record, Agreement, "agreement")
    if agreement is not None:
        own = "" if agreement is record else f" i {title(agreement)}"
        yield from ((text, f"effektmål:{own}") for goal in agreement.fields.effect_goals for text in sentences(goal))
        areas = (area.goal or "" for area in agreement.fields.focus_areas)
        yield from ((text, f"mål: under fokusområden{own}") for goal in areas for text in sentences(goal))


def _way(sentence: str, words: re.Pattern[str] = _TO_GO) -> tuple[str, str] | None:
    """Which way a sentence says that something goes, with its word; None where it says both, neither, or that it doesn't."""
    ways = {("öka" if found["up"] else "minska"): found[0] for found in words.finditer(sentence)}
    return next(iter(ways.items())) if len(ways) == 1 and not _TURNED.search(sentence) else None


def _is_about(measure: Indicator, sentence: str) -> bool:
    """Whether a sentence has a word of what is measured, in whatever form: medelhastigheten of Medelhastighet på Provgatan."""
    head = _HEAD_ENDS.split(measure.what or "", maxsplit=1)[0].casefold()
    stems = [word[: max(5, len(word) - 4)] for word in _WORD.findall(head) if word not in _SAYS_NOTHING]
    return any(word.startswith(stem) for word in _WORD.findall(sentence.casefold()) for stem in stems)


def goals_go_the_way_of_their_action(register: Register, record: Record) -> Iterator[Finding]:
    """A goal of fewer is not for an action that is to make them more."""
    for place, action in enumerate(record.actions):
        direction = action.goal.direction if isinstance(action.goal, RelativeGoal) else ""
        way = _way(action.what)
        meant = {"färre": "minska", "fler": "öka"}.get(direction)
        if way is not None and meant is not None and way[0] != meant:
            yield Finding(
                code="matt-motsager-sig",
                message=f"Målet är {direction}, men åtgärden säger ”{way[1]}”.",
                hint=f"Skriv riktning: {'färre' if way[0] == 'minska' else 'fler'}, eller rätta vad:.",
                loc=("åtgärder", place, "mål", "riktning"),
            )


def targets_are_those_of_the_aims(register: Register, record: Record) -> Iterator[Finding]:
    """A measure's target is the number that an aim gives of it, in the measure's unit."""
    for place, one in enumerate(_measures(record)):
        if one.target is None or one.unit is None:
            continue
        said = re.compile(rf"(?<![\d,–-])(\d{{1,3}}(?:,\d+)?) ?{'(?:procent|%)' if one.unit == PERCENT else re.escape(one.unit)}(?!\w)", re.IGNORECASE)  # fmt: skip
        for sentence, owner in _aims(register, record):
            numbers = said.findall(sentence)
            if len(numbers) == 1 and _is_about(one, sentence) and _number(numbers[0]) != one.target.value.value:
                yield Finding(
                    code="text-mot-tal",
                    message=f"Måttets mål är {decimal(one.target.value.value)} {one.unit}, men {owner} säger ”{sentence}”.",
                    hint="Rätta det som är fel. Är det två olika mål, acceptera varningen.",
                    loc=("mått", place, "mål", "värde"),
                )
                break


def effect_goes_the_measured_way(register: Register, record: Record) -> Iterator[Finding]:
    """What the effect says went up or down did so by the values, and went from and to them."""
    if not is_a(record, FollowUp) or record.fields.effect is None:
        return
    target = target_of(register, record)
    promised = {one.id: one for one in _measures(target) if one.id is not None} if target is not None else {}
    for place, one in enumerate(record.fields.indicators):
        whole = promised.get(one.id or "")
        named, unit = (one if one.what is not None else whole), one.unit or (whole.unit if whole else None)
        points = [*_baselines(one, whole), *sorted(_values(one, whole), key=lambda pair: pair[0])]
        if named is None or len(points) < 2 or not one.values:
            continue
        first, last = points[0][1], points[-1][1]
        for sentence in sentences(record.fields.effect):
            if not _is_about(named, sentence):
                continue
            loc: Loc = ("mått", place, "värden", len(one.values) - 1, "värde")
            way, found = _way(sentence, _WENT), _FROM_TO.search(sentence)
            known = {value for _, value in points} | set(_of_other_years(register, record, named))
            wrong = [number for key in ("first", "last") if found and _number(number := found[key]) not in known]
            if found is not None and wrong and (unit is None or unit.casefold() in sentence.casefold()):
                yield Finding(
                    code="text-mot-tal",
                    message=f"Under effekt: står ”{found[0]}”, men {wrong[0]} är inget av måttets värden.",
                    hint="Rätta det som är fel.",
                    loc=loc,
                )
            elif found is not None and way is not None and _goes(found) not in (None, way[0]):
                break  # told of by `numbers_go_the_way_they_are_said_to`
            elif way is not None and (last > first if way[0] == "minska" else last < first):
                yield Finding(
                    code="matt-motsager-sig",
                    message=f"Under effekt: står ”{way[1]}”, men värdet gick från {decimal(first)} till {decimal(last)}.",
                    hint="Kontrollera värdena, eller rätta effekt:.",
                    loc=loc,
                )
            break


def _goes(found: re.Match[str]) -> str | None:
    """Which way the numbers of `från 48 till 43` go; None where they are the same."""
    first, last = _number(found["first"]), _number(found["last"])
    return None if first == last else "öka" if first < last else "minska"


def _of_other_years(register: Register, record: Record, measure: Indicator) -> Iterator[Decimal]:
    """What the same measure was in the place's other records: an effect may be told since the year before, or the first."""
    for other in (*register.commitments(), *register.of(FollowUp)):
        if other.municipality == record.municipality:
            same = (one for one in other.fields.indicators if (one.what or one.id) in (measure.what, measure.id))
            yield from (value for one in same for _, value in (*_baselines(one), *_values(one)))


def _baselines(*measures: Indicator | None) -> Iterator[tuple[int, Decimal]]:
    return _dated(one.baseline for one in measures if one is not None)


def _values(*measures: Indicator | None) -> Iterator[tuple[int, Decimal]]:
    """The measured values with their years; a target is none."""
    return _dated(point for one in measures if one is not None for point in one.values)


def _dated(points: Iterable[IndicatorPoint | None]) -> Iterator[tuple[int, Decimal]]:
    return ((point.year.year, point.value.value) for point in points if point is not None and point.year is not None)


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def texts_have_the_measured_number(register: Register, record: Record) -> Iterator[Finding]:
    """What a text says that a measure was, in the measure's unit and at no other time, is one of its values."""
    target = target_of(register, record) if is_a(record, FollowUp) else None
    own = record.fields.indicators if is_a(record, FollowUp) else _measures(record)
    promised = {one.id: one for one in _measures(target) if one.id is not None} if target is not None else {}
    measures = [
        (place, one, one if one.what is not None else promised.get(one.id or "")) for place, one in enumerate(own)
    ]
    told = _told_of_measures(record) if any(one.values for _, one, _ in measures) else []
    for place, one, named in measures:
        whole = promised.get(one.id or "")
        unit = one.unit or (whole.unit if whole is not None else None)
        if named is None or unit is None or not one.values:
            continue
        said = re.compile(rf"(?<![\d,–-])(\d{{1,3}}(?:,\d+)?) ?{'(?:procent|%)(?!enh)' if unit.casefold() == PERCENT else re.escape(unit)}(?!\w)", re.I)  # fmt: skip
        known = {value for _, value in (*_baselines(one, whole), *_values(one, whole))} | set(
            _of_other_years(register, record, named)
        )
        known |= {goal.value.value for goal in (one.target, named.target) if goal is not None}
        years = {point.year.year for point in one.values if point.year is not None}
        for sentence, where in told:
            numbers = said.findall(sentence)
            if len(numbers) != 1 or not _is_about(named, sentence) or _OF_CHANGE.search(sentence):
                continue
            if (
                where == "Under effekt:"
                and unit == PERCENT
                and any(is_a_slip(_number(numbers[0]), value) for _, value in (*_baselines(one), *_values(one)))
            ):
                continue  # told of by `effect_has_the_measured_shares`
            if {int(year) for year in _A_YEAR.findall(sentence)} - years or _number(numbers[0]) in known:
                continue
            yield Finding(
                code="text-mot-tal",
                message=f"{where} står {numbers[0]} {unit} om ”{named.what}”, men värdet är {decimal(one.values[-1].value.value)}.",
                hint="Rätta det som är fel. Är det två olika mått, acceptera varningen.",
                loc=("mått", place, "värden", len(one.values) - 1, "värde"),
            )
            break


def _told_of_measures(record: Record) -> list[tuple[str, str]]:
    """The sentences that may tell what a measure was, with where they stand."""
    told = [(sentence, f"Under {loc[0]}:" if loc else "I texten") for sentence, loc, _ in own_sentences(record)]
    effect = record.fields.effect if is_a(record, FollowUp) else None
    return [*told, *((sentence, "Under effekt:") for sentence in sentences(effect or ""))]


def measures_are_in_one_unit(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge's measure is followed up in its own unit, and with values of no time before its baseline."""
    target = target_of(register, record) if is_a(record, FollowUp) else None
    promised = {one.id: one for one in _measures(target) if one.id is not None} if target is not None else {}
    for place, one in enumerate(record.fields.indicators if is_a(record, FollowUp) else ()):
        whole = promised.get(one.id or "")
        if whole is None:
            continue
        if one.unit is not None and whole.unit is not None and one.unit.casefold() != whole.unit.casefold():
            yield Finding(
                code="annan-enhet",
                message=f"Måttet räknas i {one.unit}, men i löftet i {whole.unit}.",
                hint=f"Skriv värdet i {whole.unit}, utan enhet:. Är det ett annat mått, ge det ett vad: och inget id:.",
                loc=("mått", place, "enhet"),
            )
        first = whole.baseline.year if whole.baseline is not None else None
        for row, point in enumerate(one.values):
            if first is not None and point.year is not None and point.year.last < first.first:
                yield Finding(
                    code="dag-fore",
                    message=f"Värdet är från {point.year.year}, före utgångsvärdet från {first.year}.",
                    hint="Kontrollera årtalen. Stämmer de, acceptera varningen.",
                    loc=("mått", place, "värden", row, "år"),
                )


RULES: tuple[Rule, ...] = (
    aims_go_the_way_of_the_measure,
    goals_go_the_way_of_their_action,
    targets_are_those_of_the_aims,
    effect_goes_the_measured_way,
    texts_have_the_measured_number,
    measures_are_in_one_unit,
)
