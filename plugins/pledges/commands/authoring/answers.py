"""A question to whoever writes, and what an answer to it means. Pure: nothing is printed or read here.

A dialogue is a generator that yields questions, is sent what each answer meant, and returns what was made of
them; whoever drives it (`new.converse`, a test) decides where the answers come from.
"""

import re
import unicodedata
from collections.abc import Callable, Generator
from dataclasses import KW_ONLY, dataclass
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from pledges.content.field_descriptions import Shape
from pledges.content.field_types import Row
from pledges.swedish import enumerate_words, suggestion

_T = TypeVar("_T")
Dialogue = Generator["Question", Any, _T]
LEAVE_OUT = "-"
NEW = "+"
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ufeff\ud800-\udfff]")


def anything(text: str) -> None:
    """Accepts every text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what is written in the file, what it is called, and what else it answers to.

    `number` is its own in every list that it stands in; 0 for one that is numbered by its place.
    """

    value: str
    label: str
    aliases: tuple[str, ...] = ()
    _: KW_ONLY
    number: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it answers to."""
        return (self.value, self.label, *self.aliases)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `check` raises ValueError in Swedish; `default` is what an empty line means.

    `choices` are shown and numbered; those in `also` can be chosen by name without being shown. `new` says what can be
    made on the way by answering NEW; empty where nothing can.
    """

    text: str
    help: str = ""
    _: KW_ONLY
    default: str = ""
    required: bool = False
    many: bool = False
    choices: tuple[Choice, ...] = ()
    also: tuple[Choice, ...] = ()
    check: Callable[[str], None] = anything
    new: str = ""

    @property
    def numbered(self) -> tuple[tuple[int, Choice], ...]:
        """What is shown, each with its number."""
        return tuple((choice.number or place, choice) for place, choice in enumerate(self.choices, 1))


def answer(question: Question, line: str) -> Any:
    """What `line` means: a text, a list of texts where many may be chosen, or None. Raises ValueError in Swedish."""
    text = " ".join(unicodedata.normalize("NFC", line).split()) or question.default
    if text == LEAVE_OUT and not question.required:
        text = ""
    if _HIDDEN.search(text):
        raise ValueError("Svaret innehåller ett osynligt tecken. Skriv det för hand i stället för att klistra in.")
    if not text:
        if question.required:
            raise ValueError("Här behövs ett svar.")
        return [] if question.many else None
    if not (question.choices or question.also or question.new):
        question.check(text)
        return text
    if not question.many:
        return _chosen(question, text)
    words = [word.strip() for word in text.split(",") if word.strip()]
    if len(words) == 1 and re.fullmatch(r"\d+(?: \d+)+", text):
        words = text.split()
    return list(dict.fromkeys(_chosen(question, word) for word in words))


def _chosen(question: Question, word: str) -> str:
    """The value of the choice that `word` means: its name, its number, or the beginning of one name only."""
    every = (*question.choices, *question.also)
    wanted = word.casefold()
    if question.new and wanted in (NEW, "ny", "nytt", "nya"):
        return NEW
    for choice in every:
        if wanted in (name.casefold() for name in choice.names):
            return choice.value
    by_number = {str(number): choice.value for number, choice in question.numbered}
    if word in by_number:
        return by_number[word]
    beginning = [choice for choice in every if any(name.casefold().startswith(wanted) for name in choice.names)]
    if len(beginning) == 1:
        return beginning[0].value
    if 1 < len(beginning) <= 8:
        raise ValueError(
            f"”{word}” kan vara {enumerate_words([choice.label for choice in beginning], 'eller')}. Skriv mer."
        )
    near = suggestion(word, [name for choice in every for name in choice.names])
    make = f" Skriv {NEW} för att lägga till en." if question.new else ""
    raise ValueError(f"”{word}” finns inte att välja. {near or 'Skriv ett nummer eller ett namn ur listan.'}{make}")


def field_check(model: type[Row], shape: Shape) -> Callable[[str], None]:
    """The reader's own check of one key, with its own messages."""
    info = model.model_fields[shape.name]
    field: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    adapter: TypeAdapter[Any] = TypeAdapter(field)

    def check(text: str) -> None:
        try:
            adapter.validate_python(text)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise ValueError(str(first.get("ctx", {}).get("error", "Svaret går inte att använda här."))) from None

    return check
