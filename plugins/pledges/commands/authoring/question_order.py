"""The way to a new record, question by question: each dialogue asks and returns the draft of a file.

Which keys are asked for is a table; what they are called, what may stand there and what helps comes from the
records' fields. What is already in the register is offered as a choice or a default.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pledges.commands.authoring.answers import NEW, Choice, Dialogue, Question, anything, field_check
from pledges.commands.authoring.choices import PARTIES, AuthoringContext, Draft, MadeOnTheWay, choices
from pledges.content.discovery import ATTACHMENTS
from pledges.content.field_descriptions import Form, Shape, shape_of, shapes
from pledges.content.field_types import DRAFT, Row
from pledges.content.file_text import Slugs, front_matter
from pledges.content.geography import slugify
from pledges.content.goals import NumericGoal
from pledges.content.kinds import NAMES, Kind
from pledges.content.parties import POLICE_AREA_PREFIX
from pledges.content.record import is_a
from pledges.content.record_fields import (
    CHAIN,
    MODELS,
    Action,
    Agreement,
    Change,
    Common,
    Coverage,
    FocusArea,
    FollowUpPlan,
    PictureProblem,
    Remark,
    Source,
)
from pledges.content.register import NO_AGREEMENT
from pledges.swedish import capital, enumerate_words
from pledges.written_values import parse_duration, parse_number

KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.MUNICIPALITY: ("förs av", "kort", "kontakt", "webbplats"),
    Kind.AREA: ("titel", "kort", "postnummer"),
    Kind.PICTURE: ("titel", "av", "datum", "publicerad", "problem", "dokument", "förs av", "saknas"),
    Kind.AGREEMENT: (
        "period", "titel", "kort", "parter", "undertecknad", "undertecknare", "diarienummer", "organisation",
        "resurser", "lägesbilder", "fokusområden", "effektmål", "uppföljning", "efterträder", "dokument", "kontakt",
        "förs av", "saknas",
    ),
    Kind.PLAN: ("period", "titel", "beslutad", "överenskommelse", "lägesbilder", "åtgärder", "uppföljning", "dokument", "förs av", "saknas"),
    Kind.PLEDGE: (
        "period", "överenskommelse", "parter", "titel", "kort", "ämnen", "områden", "undertecknat", "publicerat",
        "diarienummer", "efterträder", "problem", "dialog", "åtgärder", "effektmål", "uppföljning", "källor", "kontakt",
        "förs av", "saknas",
    ),
    Kind.MENTION: ("titel", "löfte", "överenskommelse", "åtgärdsplan", "datum", "av", "andra", "slag", "säger", "belägg"),
    Kind.POLICE_AREA: ("titel", "kommuner", "polisområde", "kontakt", "webbplats"),
    Kind.ACTOR: ("titel", "typ", "webbplats"),
    Kind.THEME: ("titel", "kort"),
    Kind.NEWS: ("titel", "datum", "kort", "kommuner", "länkar"),
    Kind.PAGE: ("titel", "kort", "i menyn"),
}  # fmt: skip
ROW_KEYS: dict[type[Row], tuple[str, ...]] = {
    Action: ("vad", "ansvarig", "ämne", "områden", "mål"),
    Change: ("datum", "text"),
    Coverage: ("kommun", "del"),
    FocusArea: ("problem", "ämne", "orsaker", "mål"),
    FollowUpPlan: ("senast", "varje", "hur"),
    PictureProblem: ("text", "ämne", "orsaker"),
    Source: ("adress", "titel"),
    Remark: ("text",),
}
"""What is asked of each row, the key that ends the list when it is left empty first."""
_NARROWING: dict[str, Kind | None] = {"ämnen": Kind.THEME, "parter": None}
_NEW = {None: "en ny aktör eller ett nytt lokalpolisområde", Kind.AREA: "en ny plats"}
"""What can be made on the way where a reference to it is asked for."""
_SOURCE_HELP = "Webbadressen, eller en fil i kommunens mapp. Finns ingen adress: skriv vad källan heter, till exempel Protokoll KS 2019-02-12."
_ONE = {"Åtgärder": "Åtgärd", "Fokusområden": "Fokusområde", "Källor": "Källa", "Länkar": "Länk", "Kommuner": "Kommun"}
_HELD_BACK = (*(model.kind for model in CHAIN), Kind.MENTION, Kind.NEWS)
_LAST = tuple(shape.key for shape in shapes(Common))
_NO_MORE = "Tom rad: inga fler."
_YES_NO = (Choice("ja", "Ja"), Choice("nej", "Nej"))


class HaltedError(Exception):
    """Why there is nothing to ask, in Swedish, and what to do first."""


def yes_no(text: str, default: str, help_text: str = "") -> Question:
    """A question that is answered ja or nej."""
    return Question(text, help_text, default=default, required=True, choices=_YES_NO)


def ask_keys(
    context: AuthoringContext, kind: Kind, *, defaults: Mapping[str, str], given: Mapping[str, Any]
) -> Dialogue[dict[str, Any]]:
    """Ask for each key of `kind` that is not `given`; the answers by key, as they are to be written."""
    values = dict(given)
    inherited = ""
    for key in KEYS[kind]:
        if key not in values:
            preset = defaults.get(key, "")
            values[key] = yield from ask(context, MODELS[kind], key, default=preset, more=inherited)
            inherited = ""
        if key == "överenskommelse" and values[key] == NO_AGREEMENT:
            values["skäl"] = yield from ask(context, MODELS[kind], "skäl", required=True)
        if key == "överenskommelse" and kind is Kind.PLEDGE and "parter" not in values:
            parties = _parties_of(context, values[key])
            if parties:
                values["parter"] = []  # the agreement's hold
                inherited = f"Parterna är överenskommelsens: {enumerate_words(_names(context, None, parties))}."
                context = context.narrowed(None, parties)
        if key in _NARROWING and values[key]:
            context = context.narrowed(_NARROWING[key], values[key])
    return values


def _names(context: AuthoringContext, kind: Kind | None, slugs: Iterable[str]) -> list[str]:
    """What references are called in the lists that they are chosen from."""
    labels = {choice.value: choice.label for some in choices(context, kind) for choice in some}
    return [labels.get(slug, slug) for slug in slugs]


def _parties_of(context: AuthoringContext, agreement: str) -> tuple[str, ...]:
    record = context.register.get(f"kommuner/{context.place}/overenskommelser/{agreement}")
    return record.fields.parties if is_a(record, Agreement) else ()


def ask(
    context: AuthoringContext,
    model: type[Row],
    key: str,
    *,
    default: str = "",
    required: bool | None = None,
    about: str = "",
    more: str = "",
) -> Dialogue[Any]:
    """Ask for one key of `model`. `about` says which row of a list it is for, `more` what else helps."""
    shape = shape_of(model, key)
    needed = shape.required if required is None else required
    text = f"{about} – {shape.label.lower()}" if about else shape.label
    if shape.form is Form.ROW:
        return (yield from _rows(context, shape, needed))
    if shape.form is Form.GOAL:
        return (yield from _goal(text))
    if shape.many and shape.form is Form.TEXT:
        return (yield from _lines(text, shape, needed))
    shown, also = _to_choose(context, shape)
    new = _NEW.get(shape.refers_to, "") if shape.form is Form.REFERENCE else ""
    if shape.form is Form.REFERENCE and not (shown or also or new):
        return None
    check = anything if shown or also else field_check(model, shape)
    question = Question(
        text,
        f"{shape.help} {more}".strip(),
        default=default,
        required=needed,
        many=shape.many,
        choices=shown,
        also=also,
        check=check,
        new=new,
    )
    answered = yield question
    if NEW not in (answered if isinstance(answered, list) else [answered]):
        return Slugs(answered) if isinstance(answered, list) else answered
    made = yield from _make_on_the_way(context, shape.refers_to)
    return Slugs(made if one == NEW else one for one in answered) if isinstance(answered, list) else made


def _make_on_the_way(context: AuthoringContext, refers_to: Kind | None) -> Dialogue[str]:
    """Make the party or the area that was missing, to be written together with the rest; gives its slug."""
    kind = refers_to
    if kind is None:
        kinds = tuple(Choice(one.value, capital(NAMES[one].singular)) for one in PARTIES)
        kind = Kind((yield Question("Vad är det för en part?", required=True, choices=kinds)))
    here = {"kommuner": context.place or ""} if kind is Kind.POLICE_AREA else {}
    values = yield from ask_keys(context, kind, defaults=here, given={})
    path = yield from _file_name(context, kind, file_name(kind, values))
    slug = path.rsplit("/", 1)[-1].removesuffix(".md")
    draft = Draft(path, front_matter(in_order(kind, values)))
    context.made.append(MadeOnTheWay(kind, Choice(slug, str(values["titel"])), draft))
    return slug


def file_name(kind: Kind, values: Mapping[str, Any]) -> str:
    """What the file of something without a period is to be called: its title."""
    title = str(values.get("titel") or "")
    if kind is Kind.POLICE_AREA:
        return f"{POLICE_AREA_PREFIX}{title.casefold().removeprefix('lokalpolisområde ')}"
    return title


def _to_choose(context: AuthoringContext, shape: Shape) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    if shape.form is Form.YES_NO:
        return _YES_NO, ()
    if shape.form is Form.REFERENCE:
        shown, also = choices(context, shape.refers_to)
        return (shown[:-2] if shape.key == "efterträder" and shape.refers_to is Kind.AGREEMENT else shown), also
    return tuple(Choice(word, capital(word)) for word in shape.choices), ()


def _lines(text: str, shape: Shape, required: bool) -> Dialogue[list[str]]:
    lines: list[str] = []
    while True:
        line = yield Question(f"{text} {len(lines) + 1}", f"{shape.help} {_NO_MORE}", required=required and not lines)
        if line is None:
            return lines
        lines.append(line)


def _rows(context: AuthoringContext, shape: Shape, required: bool) -> Dialogue[Any]:
    assert shape.row is not None
    if not shape.many:
        return (yield from _row(context, shape.row, ROW_KEYS[shape.row], about=shape.label))
    rows: list[dict[str, Any]] = []
    while True:
        first, *rest = ROW_KEYS[shape.row]
        about = f"{_ONE.get(shape.label, shape.label)} {len(rows) + 1}"
        if shape.row is Source:
            source = yield from _source(about, required=required and not rows)
            if not source:
                return rows
            rows.append(source)
            continue
        head = yield from ask(context, shape.row, first, required=required and not rows, about=about, more=_NO_MORE)
        if not head:
            return rows
        row = {first: head}
        more = ""
        if shape.row is Action:
            row = {"id": short_name(head, {str(earlier["id"]) for earlier in rows}), **row}
            more = f"Åtgärdens id blir {row['id']}."
        rows.append({**row, **(yield from _row(context, shape.row, tuple(rest), about=about, more=more))})


def _row(
    context: AuthoringContext, model: type[Row], keys: tuple[str, ...], *, about: str, more: str = ""
) -> Dialogue[dict[str, Any]]:
    """The answers for `keys`; `more` is what else to say at the first of them."""
    row: dict[str, Any] = {}
    for key in keys:
        value = yield from ask(context, model, key, about=about, more=more)
        more = ""
        if value:
            row[key] = value
    return row


def _source(about: str, *, required: bool) -> Dialogue[dict[str, Any]]:
    """Where something is found: an address or a file with a title, or a title alone, perhaps of what isn't published."""
    address, file, title = (shape_of(Source, key) for key in ("adress", "fil", "titel"))

    def usable(text: str) -> None:
        if looks_like_address(text) and not looks_like_file(text):
            field_check(Source, address)(text)

    where = yield Question(
        f"{about} – {address.label.lower()}", f"{_SOURCE_HELP} {_NO_MORE}", required=required, check=usable
    )
    if where is None:
        return {}
    if looks_like_file(where) or looks_like_address(where):
        heading = yield Question(f"{about} – {title.label.lower()}", title.help)
        key = file.key if looks_like_file(where) else address.key
        return {key: where, **({title.key: heading} if heading else {})}
    unpublished = yield yes_no(
        f"{about} – är dokumentet publicerat någonstans?", "ja", "nej om det finns men inte kan läsas av alla."
    )
    return {title.key: where, **({"ej publicerad": "ja"} if unpublished == "nej" else {})}


def looks_like_address(text: str) -> bool:
    return "://" in text or (" " not in text and "." in text.strip("."))


def looks_like_file(text: str) -> bool:
    return "://" not in text and not text.startswith("www.") and text.casefold().endswith(ATTACHMENTS)


def _goal(text: str) -> Dialogue[Any]:
    """A number, with what is counted, or a text that people judge."""
    goal = yield Question(
        text,
        "Ett tal om målet går att räkna (8, minst 8, 3–4, 0,78), alla skolor, inom 24 timmar, annars en text. "
        "Tomt om det inte finns något mål.",
    )
    return (yield from counted(goal, text)) if goal else None


def counted(goal: str, about: str) -> Dialogue[Any]:
    """The goal as it is to be written: what is counted and how often is asked for where it is a number."""
    if (everything := goal.removeprefix("alla ")) != goal:
        return {"alla": everything}
    if (longest := _duration(goal.removeprefix("inom "))) and goal.startswith("inom "):
        return {"inom": longest}
    number = _numbers(goal)
    if number is None:
        return goal
    unit = yield Question(f"{about}, enhet", shape_of(NumericGoal, "enhet").help, required=True)
    words = tuple(Choice(word, capital(word)) for word in shape_of(NumericGoal, "per").choices)
    per = yield Question(f"{about}, per", "Tomt om antalet gäller hela perioden.", choices=words)
    return {**number, "enhet": unit, **({"per": per} if per else {})}


def _numbers(goal: str) -> dict[str, str] | None:
    """`8` and `minst 8` → minst, `3–4` → minst and högst, `högst 5` → högst; None for what is no number."""
    lowest, dash, highest = goal.replace("–", "-").partition("-")
    try:
        least = str(parse_number(lowest.strip())).removeprefix("minst ")
        most = str(parse_number(highest.strip())) if dash else ""
    except ValueError:
        return None
    if (ceiling := least.removeprefix("högst ")) != least:
        return {"högst": ceiling}
    return {"minst": least, **({"högst": most} if most else {})}


def _duration(text: str) -> str | None:
    try:
        return str(parse_duration(text))
    except ValueError:
        return None


def short_name(text: str, taken: set[str]) -> str:
    """An id or file name of the first words of `text` that no other in `taken` has."""
    words = slugify(text).split("-")
    name = words[0]
    for word in words[1:]:
        if len(name) + len(word) > 28:
            break
        name = f"{name}-{word}"
    name = name or "namn"
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    return unique


def finish(
    context: AuthoringContext,
    kind: Kind,
    values: Mapping[str, Any],
    *,
    suggested: str,
    notes: Mapping[str, tuple[str, ...]] | None = None,
) -> Dialogue[Draft]:
    """Ask for the file's name and whether it may be shown, and compose the file."""
    fields = dict(values)
    if kind is Kind.MUNICIPALITY:
        path = f"kommuner/{context.place}/kommun.md"
    else:
        path = yield from _file_name(context, kind, suggested)
    if kind in _HELD_BACK:
        ready = yield yes_no(
            "Ska sidan visas nästa gång portalen byggs?",
            "nej",
            "nej gör filen till ett utkast tills raden status: utkast tas bort.",
        )
        if ready == "nej":
            fields["status"] = DRAFT
    others = tuple(one.draft for one in context.made)
    return Draft(path, front_matter(in_order(kind, fields), notes), others)


def _file_name(context: AuthoringContext, kind: Kind, suggested: str) -> Dialogue[str]:
    folder = NAMES[kind].folder.replace("*", context.place or "")
    paths = context.taken | {one.draft.path for one in context.made}

    def path_of(name: str) -> str:
        return f"{folder}/{name.removesuffix('.md')}.md"

    def free(name: str) -> None:
        slug = name.removesuffix(".md")
        if not slug or slugify(slug) != slug:
            raise ValueError(f"”{name}” kan inte bli en webbadress. Skriv till exempel {slugify(slug) or 'namn'}.")
        if path_of(name) in paths:
            raise ValueError(f"{path_of(name)} finns redan. Välj ett annat namn.")

    taken = {path.rsplit("/", 1)[-1].removesuffix(".md") for path in paths if path.startswith(f"{folder}/")}
    help_text = "Blir sidans adress för alltid: små bokstäver a–z, siffror och bindestreck."
    name = yield Question("Filnamn", help_text, default=short_name(suggested, taken), required=True, check=free)
    return path_of(name)


def in_order(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The keys in the order of the fields, with those that every kind has last."""
    own = [shape.key for shape in shapes(MODELS[kind]) if shape.key not in _LAST]
    return {key: values[key] for key in (*own, *_LAST) if key in values}
