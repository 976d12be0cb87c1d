"""The goals that an action can have: a number, all of something, a longest time, a comparison, or a text that nobody counts.

What each asks for in a file is here; whether it is reached is worked out in `pledges.status.goal_reached`, and how it is
told to readers in `goal_phrases`.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Tag,
    model_validator,
)

from pledges.content.field_types import (
    TEXT_SCHEMA,
    CountUnit,
    DurationField,
    Many,
    NumberField,
    RefusedValueError,
    Row,
    Text,
    UnitField,
    as_text,
    key,
)
from pledges.written_values import (
    Number,
    Qualifier,
)

# fmt: off


class MeasurableGoal(Row):
    """A goal that what was reported can be put against. What each form of it asks for is in the classes below."""

    @property
    def counted(self) -> str:
        """What is counted, in the plural: kontroller."""
        raise NotImplementedError


def _number_of_a_unit(schema: dict[str, Any]) -> None:
    """The JSON Schema of a number: with its unit, unless named occasions are what is counted."""
    del schema["required"]
    numbers = [{"required": [key, "enhet"]} for key in ("minst", "antal", "högst")]
    schema["anyOf"] = [*numbers, {"required": ["tillfällen"]}]
    schema["not"] = {"required": ["minst", "antal"]}


class NumericGoal(MeasurableGoal):
    """A number of something: `minst` or `antal` (both reached at that number or more), or at most `högst`.

    `minst` and `högst` together are an interval, reached at `minst`. The number is promised for each of `occasions`
    and each of `how_many` where they are given.
    """

    model_config = ConfigDict(json_schema_extra=_number_of_a_unit)

    at_least: NumberField | None = key("minst", "Minst", "Det lägsta antal som är lovat.", default=None)
    amount: NumberField | None = key("antal", "Antal", "Det antal som är lovat.", default=None)
    at_most: NumberField | None = key("högst", "Högst", "Det högsta antalet. Med minst: ett intervall (3–4), ensamt ett tak.", default=None)
    unit: CountUnit = key("enhet", "Enhet", "Vad som räknas, i flertal: kontroller, områden, timmar, procent.")
    per: UnitField | None = key("per", "Per", "Om antalet gäller per dygn, vecka, månad, kvartal, termin, tertial, halvår eller år, eller varannan vecka eller månad.", default=None)
    out_of: NumberField | None = key("av", "Av", "Hur många det är av: 40 av 52 helger.", default=None)
    for_each: Text | None = key("för varje", "För varje", "Om antalet gäller för var och en: stadsdel, skola.", default=None)
    how_many: NumberField | None = key("hur många", "Hur många", "Hur många stadsdelarna eller skolorna är. Då räknar portalen ut hela antalet.", default=None)
    occasions: Many[Text] = key("tillfällen", "Tillfällen", "Namngivna dagar eller kvällar: valborg, skolavslutningen. Talet gäller på vart och ett, och utan tal lovas ett på varje.", default=())
    lasting: Text | None = key("varaktighet", "Varaktighet", "Hur länge det ska vara varje gång. Visas, räknas inte: minst 2 dagar vardera.", default=None)
    of_which: Text | None = key("varav", "Varav", "En del som ska vara något särskilt. Visas, räknas inte: minst 20 procent nya besökare.", default=None)
    within: DurationField | None = key("inom", "Inom", "Om det som räknas ska ske inom en viss tid: 24 timmar. Visas, räknas inte.", default=None)

    @model_validator(mode="before")
    @classmethod
    def _occasions_are_counted(cls, data: object) -> object:
        """Named occasions with no number are one each, and are what is counted."""
        if not isinstance(data, Mapping) or not data.get("tillfällen"):
            return data
        number = {} if any(data.get(name) for name in ("minst", "antal", "högst")) else {"antal": "1"}
        return {**number, **data, "enhet": data.get("enhet") or "tillfällen"}

    @model_validator(mode="after")
    def _one_number(self) -> "NumericGoal":
        if self.at_least is not None and self.amount is not None:
            raise RefusedValueError("Ett mål har antingen minst: eller antal:, inte båda.", "Skriv minst: om fler är bättre.", at="antal")
        if self.amount is not None and self.at_most is not None:
            raise RefusedValueError("Ett mål har antingen antal: eller högst:.", "Skriv ett intervall som minst: och högst:.", at="antal")
        if self.written is None:
            raise ValueError("Målet har inget tal. Skriv minst:, antal: eller högst:. Går det inte att räkna, skriv målet som en text.")
        if self.at_least is not None and self.at_most is not None and self.at_most.value <= self.at_least.value:
            is_same = self.at_most.value == self.at_least.value
            hint = "Skriv bara minst: om fler är bättre." if is_same else "Byt plats på talen under minst: och högst:."
            raise RefusedValueError("Det högsta antalet är inte större än det lägsta.", hint, at="högst")
        if self.how_many is not None and self.for_each is None:
            hint = "Skriv för varje: stadsdel, eller vad det är, på en egen rad."
            raise RefusedValueError("Det står hur många, men inte vad.", hint, at="hur många")
        return self

    @property
    def counted(self) -> str:
        return self.unit

    @property
    def written(self) -> Number | None:
        """The number as written: the lowest of an interval, the highest where there is no other."""
        return self.at_least or self.amount or self.at_most

    @property
    def number(self) -> Number:
        """The number that is promised in all, or for each unit of time."""
        assert self.written is not None
        times = (self.how_many.value if self.how_many is not None else 1) * (len(self.occasions) or 1)
        return Number(self.written.value * times, self.written.qualifier)

    @property
    def is_upper_limit(self) -> bool:
        """Whether no more than the number is promised."""
        is_ceiling = self.at_most is not None and self.at_least is None
        return is_ceiling or self.number.qualifier is Qualifier.AT_MOST

    @property
    def is_one_of_each_occasion(self) -> bool:
        """Whether what is promised is one on each of named occasions, which `gjort: ja` answers for."""
        return bool(self.occasions) and self.amount is not None and self.amount.value == 1

    @property
    def is_for_each_unknown(self) -> bool:
        """Whether it is promised for each of something that nobody has counted."""
        return self.for_each is not None and self.how_many is None


class CompleteGoal(MeasurableGoal):
    """All of something: `alla: skolor`. Reached by an outcome of as many as there are, or by `gjort: ja`."""

    everything: Text = key("alla", "Alla", "Det som allt ska göras med, i flertal: skolor, föreningar, fredagskvällar.")
    per: UnitField | None = key("per", "Per", "Om alla ska nås per termin, år …", default=None)

    @property
    def counted(self) -> str:
        return self.everything


class TimeLimitGoal(MeasurableGoal):
    """A longest time: klotter `inom: 24 timmar`. Reached by a time that is no longer, or by all of them in time."""

    within: DurationField = key("inom", "Inom", "Den längsta tiden: 24 timmar, 1 vecka.")
    since: Text | None = key("räknat från", "Räknat från", "Vad tiden räknas från: anmälan, att ärendet har en utredare.", default=None)
    unit: Text | None = key("enhet", "Enhet", "Vad det är som ska ske i tid, i flertal: anmälningar.", default=None)

    @property
    def counted(self) -> str:
        return self.unit or ""


class RelativeGoal(MeasurableGoal):
    """More or fewer than some other time: `jämfört med: 2017`, `riktning: färre`."""

    compared_with: Text = key("jämfört med", "Jämfört med", "Det som jämförelsen görs med, oftast ett år: 2017.")
    direction: Literal["färre", "högst lika många", "minst lika många", "fler"] = key(
        "riktning", "Riktning", "färre, högst lika många, minst lika många eller fler."
    )
    unit: Text = key("enhet", "Enhet", "Vad som räknas, i flertal: inbrott, timmar.")
    baseline: NumberField | None = key("utgångsvärde", "Utgångsvärde", "Hur många det var då, om det är känt.", default=None)
    times: NumberField | None = key("gånger", "Gånger", "Hur många gånger fler: 2 för dubbelt så ofta.", default=None)
    percent: NumberField | None = key("procent", "Procent", "Hur många procent fler eller färre.", default=None)

    @model_validator(mode="after")
    def _one_measure(self) -> "RelativeGoal":
        if self.times is not None and self.percent is not None:
            raise ValueError("Skriv antingen gånger: eller procent:, inte båda. Det ena räcker.")
        if self.times is not None and self.direction not in ("fler", "minst lika många"):
            raise ValueError("Gånger går bara åt ett håll här. Skriv riktning: fler, eller procent: för hur många färre.")
        return self

    @property
    def counted(self) -> str:
        return self.unit


_GOALS: dict[str, type[MeasurableGoal]] = {
    "tal": NumericGoal, "alla": CompleteGoal, "tid": TimeLimitGoal, "jämförelse": RelativeGoal,
}
GOALS = tuple(_GOALS.values())
_NUMBERS = ("minst", "antal", "högst", "tillfällen")


def _goal_tag(value: object) -> str:
    """Which form of goal it is, told by its keys."""
    if isinstance(value, MeasurableGoal):
        return next(tag for tag, model in _GOALS.items() if isinstance(value, model))
    if not isinstance(value, Mapping):
        return "text"
    if "alla" in value:
        return "alla"
    if "jämfört med" in value or "riktning" in value:
        return "jämförelse"
    return "tid" if "inom" in value and not any(name in value for name in _NUMBERS) else "tal"


def _goal_text(value: object) -> object:
    value = as_text(value)
    if isinstance(value, str) and re.fullmatch(r"(?:minst\s+)?\d+(?:[,. ]\d+)*", value):
        raise ValueError("Ett tal ensamt går inte att jämföra med. Skriv minst: eller antal: på en egen rad, och enhet: under det.")
    return value


GoalText = Annotated[str, BeforeValidator(_goal_text), TEXT_SCHEMA]
Goal = Annotated[
    Annotated[NumericGoal, Tag("tal")]
    | Annotated[CompleteGoal, Tag("alla")]
    | Annotated[TimeLimitGoal, Tag("tid")]
    | Annotated[RelativeGoal, Tag("jämförelse")]
    | Annotated[GoalText, Tag("text")],
    Discriminator(_goal_tag),
]
