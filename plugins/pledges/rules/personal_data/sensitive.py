"""What is nobody's to tell though nobody is named: somebody's health, who people are beside what they are said to have done, a child
by name and class; and passwords, which follow notes into a text."""

import re
from collections.abc import Iterator

from pledges.rules.finding import Finding, RuleOfAny
from pledges.rules.personal_data.first_names import ALSO_WORDS, FIRST_NAMES
from pledges.rules.personal_data.rows import of_each_row

_ONE = (
    r"(?:mannen|kvinnan|pojken|flickan|killen|tjejen|grannen|eleven|personen|hyresgästen|pappan|mamman|sonen|dottern)"
)
_ILLNESS = (
    r"(?:schizofreni|psykos|psykiskt? (?:sjuk\w*|ohälsa|störd)|missbruka(?:r|de|nde)|missbruk|missbrukare|narkoman|alkoholist|"
    r"alkoholiserad|heroin\w*|adhd|autism|autistisk|dement|demens|deprimerad|depression|bipolär|självmords?\w*|hiv|tvångsvårdas?|lpt|lvu|lvm)"
)
_SOMEBODYS_HEALTH = re.compile(rf"\b{_ONE}\b[^.!?]{{0,80}}\b{_ILLNESS}\b", re.I)
_ORIGIN = (
    r"(?:rom(?:er|erna|sk[at]?)|zigenar\w*|somali\w+|afghan\w*|arab(?:er|erna|isk[at]?)|jud(?:ar|arna|isk[at]?)|muslim(?:er|erna|sk[at]?)|"
    r"kurd(?:er|erna|isk[at]?)|syri(?:er|erna|ansk[at]?|sk[at]?)|irak\w+|rumän\w*|bulgar\w*|eritre\w*|utländsk[at]?|utlänning\w*|invandrar(?:e|na|familj\w*|killar\w*))"
)
_WRONG = r"(?:stjäl|stal|snattar|rånar|rånade|säljer (?:narkotika|knark)|langar|bråkar|bråkade|begår|begick|ligger bakom|misstänk(?:s|t|ta)|bryter sig in|ställer till)"
_ORIGIN_BESIDE_CRIME = re.compile(
    rf"\b{_ORIGIN}\b[^.!?]{{0,80}}\b{_WRONG}\b|\b{_WRONG}\b[^.!?]{{0,40}}\b{_ORIGIN}\b", re.I
)
_IN_A_CLASS = re.compile(r"(?<![\w-])([A-ZÅÄÖ][a-zåäöé]+) (?:i|från) (?:\d{1,2} ?[A-Fa-f]\b|klass \d|årskurs \d|åk \d)")
_PASSWORD = re.compile(
    r"\b(?:lösenord|lösenordet|lösen|password|pinkod(?:en)?)(?: är|:| =|=)? ?[”\"'«]?(?=\S*\d)(?=\S*[^\W\d_])[^\s”\"'»]{6,}"
    r"|\bpinkod(?:en)?(?: är|:)? \d{4,6}\b",
    re.I,
)


@of_each_row
def nobodys_health(text: str) -> Iterator[Finding]:
    """Nobody's illness is told, also where only those who live there know who it is."""
    if _SOMEBODYS_HEALTH.search(text):
        yield Finding(
            code="enskild-person",
            message="Här ser uppgifter om en enskild persons hälsa ut att stå.",
            hint="Ta bort meningen: en portal får inte berätta det. Är det ingen bestämd person, acceptera varningen.",
        )


@of_each_row
def no_group_is_blamed(text: str) -> Iterator[Finding]:
    """Where people come from is not told beside what they are said to have done."""
    if _ORIGIN_BESIDE_CRIME.search(text):
        yield Finding(
            code="enskild-person",
            message="Här ser människors ursprung ut att nämnas ihop med brott.",
            hint="Berätta vad som hände och vad som gjordes, utan att säga vilka det var. Pekar texten inte ut någon, acceptera varningen.",
        )


@of_each_row
def no_child_by_name_and_class(text: str) -> Iterator[Finding]:
    """A child is not told of by first name and class."""
    if any(found[1] in FIRST_NAMES and found[1] not in ALSO_WORDS for found in _IN_A_CLASS.finditer(text)):
        yield Finding(
            code="namn-i-stallet-for-roll",
            message="Ett barn ser ut att vara nämnt vid namn och klass.",
            hint="Skriv en elev, utan namn och klass. Är det ingen person, acceptera varningen.",
        )


@of_each_row
def no_passwords(text: str) -> Iterator[Finding]:
    """No password stands there."""
    if _PASSWORD.search(text):
        yield Finding(
            code="losenord",
            message="Här ser ett lösenord ut att stå.",
            hint="Ta bort det, och byt lösenordet: det som har sparats kan redan ha lästs.",
        )


RULES: tuple[RuleOfAny, ...] = (nobodys_health, no_group_is_blamed, no_child_by_name_and_class, no_passwords)
