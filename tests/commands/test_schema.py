"""The schemas say what the reader says, as far as a schema can: tried as an editor does, with typed YAML."""

import re
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml

from pledges.commands.reference.guide import examples
from pledges.commands.reference.json_schema import files, schema
from pledges.content import geography
from pledges.content.discovery import SourceFile, discover
from pledges.content.field_descriptions import shapes
from pledges.content.kinds import Kind
from pledges.content.reader import read_text
from pledges.content.record_fields import MODELS
from support.samples import CONTENT

FOLDERS = {
    "omraden": Kind.AREA, "lagesbilder": Kind.PICTURE, "overenskommelser": Kind.AGREEMENT, "atgardsplaner": Kind.PLAN,
    "loften": Kind.PLEDGE, "uppfoljningar": Kind.FOLLOW_UP, "omnamnanden": Kind.MENTION, "polisen": Kind.POLICE_AREA, "aktorer": Kind.ACTOR,
    "amnen": Kind.THEME, "nyheter": Kind.NEWS, "sidor": Kind.PAGE,
}  # fmt: skip


class EditorLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML as editors read it (the core schema of YAML 1.2): numbers, true, false and null have types."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?", list("-+0123456789.")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def as_editor(text: str) -> Any:
    return yaml.load(text.split("---\n")[1], Loader=EditorLoader)


@cache
def validator(kind: Kind) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema(kind), format_checker=jsonschema.FormatChecker())


def complaints(kind: Kind, text: str) -> list[str]:
    return [error.message for error in validator(kind).iter_errors(as_editor(text))]


def reader_refuses(kind: Kind, text: str) -> bool:
    source = SourceFile("kommuner/lulea/loften/prov.md", kind, municipality="lulea", stamp=(0, 0, 0))
    return read_text(source, text.encode())[0] is None


def front(*lines: str) -> str:
    return "---\n" + "".join(f"{line}\n" for line in lines) + "---\n"


PLEDGE = ("titel: Prov", "period: 2019", "överenskommelse: okänd")
FOLLOW_UP = (
    "titel: Prov",
    "löfte: 2019",
    "datum: 2020-01-28",
    "avser: 2019",
    "typ: slutlig",
    "av: polisen",
    "belägg: https://provstad.example/a",
)


def test_the_schemas_are_valid_schemas() -> None:
    for kind in Kind:
        jsonschema.Draft7Validator.check_schema(schema(kind))
    assert set(files()) == {f"{kind.value}.json" for kind in Kind}


def test_every_key_has_its_label_and_help() -> None:
    for kind in Kind:
        properties = schema(kind)["properties"]
        assert {key: (prop["title"], prop["description"]) for key, prop in properties.items()} == {
            shape.key: (shape.label, shape.help) for shape in shapes(MODELS[kind])
        }


def test_all_real_content_is_accepted() -> None:
    sources = discover(CONTENT, geography.load()).records
    assert len(sources) > 200
    for source in sources:
        assert source.kind is not None
        text = Path(CONTENT, source.path).read_text(encoding="utf-8")
        assert complaints(source.kind, text) == [], source.path


@pytest.mark.parametrize("path", examples())
def test_the_examples_are_accepted(path: str) -> None:
    folder = path.split("/")[-2]
    assert complaints(FOLDERS.get(folder, Kind.MUNICIPALITY), examples()[path]) == []


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (Kind.PLEDGE, PLEDGE[1:]),
        (Kind.PLEDGE, (*PLEDGE, "åtgärd: fel nyckel")),
        (Kind.PLEDGE, (*PLEDGE, "status: klart")),
        (Kind.PLEDGE, (*PLEDGE[:1], "period: förra året", PLEDGE[2])),
        (Kind.PLEDGE, (*PLEDGE, "undertecknat: 12 februari")),
        (Kind.PLEDGE, (*PLEDGE, "titel: [ett, två]")[1:]),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - vad: Kontroller")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      minst: 0.78", "      enhet: c")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      minst: 1", "      antal: 2", "      enhet: c")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      enhet: c")),
        (Kind.PLEDGE, (*PLEDGE, "källor: www.example.org")),
        (Kind.PLEDGE, ("borttaget:", "  - datum: 2020")),
        (Kind.FOLLOW_UP, FOLLOW_UP[:1] + FOLLOW_UP[2:]),
        (Kind.FOLLOW_UP, (*FOLLOW_UP, "åtgärdsplan: 2019")),
        (Kind.FOLLOW_UP, (*FOLLOW_UP, "utfall:", "  - antal: 3")),
        (Kind.FOLLOW_UP, (*FOLLOW_UP, "utfall:", "  - åtgärd: a", "    antal: många")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      inom: snart nog")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      riktning: fler")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      antal: 2", "      enhet: c", "      per: säsong")),
        (Kind.MENTION, ("titel: Prov", "datum: 2020", "slag: nyhet", "andra: En tidning", "belägg: https://provstad.example/a")),
        (Kind.PAGE, ("titel: Om", "i menyn: kanske")),
        (Kind.THEME, ("titel: Trafik",)),
    ],
)  # fmt: skip
def test_what_the_editor_refuses_the_reader_refuses_too(kind: Kind, lines: tuple[str, ...]) -> None:
    assert complaints(kind, front(*lines)) != []
    assert reader_refuses(kind, front(*lines))


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (Kind.PLEDGE, PLEDGE),
        (Kind.PLEDGE, (*PLEDGE, "kort:", "åtgärder:")),
        (Kind.PLEDGE, (*PLEDGE, "diarienummer: 2019:12", "parter: polisen", "efterträder: 2018")),
        (Kind.PLEDGE, (*PLEDGE, "källor: https://provstad.example/a")),
        (Kind.PLEDGE, (*PLEDGE, "källor:", "  - https://provstad.example/a", "  - titel: Bara en titel")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål: så fort det går")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      minst: 1 200", "      enhet: c")),
        (Kind.PLEDGE, ("borttaget:", "  - datum: 2020-01-31", "    skäl: Fel plats")),
        (Kind.FOLLOW_UP, (*FOLLOW_UP, "utfall:", "  - vad: Insats", "    antal: cirka 100", "    enhet: kontroller")),
        (Kind.FOLLOW_UP, FOLLOW_UP),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      minst: 3", "      högst: 4", "      enhet: c", "      per: termin")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      tillfällen: [valborg]")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      alla: skolor")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      inom: 24 timmar")),
        (Kind.PLEDGE, (*PLEDGE, "åtgärder:", "  - id: a", "    vad: B", "    mål:", "      jämfört med: 2017", "      riktning: färre", "      enhet: c")),
        (Kind.PLEDGE, (*PLEDGE, "längd: två år", "revideras: [2019-06]", "hela kommunen: ja", "rullande: kvartal")),
        (Kind.MENTION, ("titel: Prov", "datum: 2020", "slag: nyhet", "löfte: 2019", "andra: En tidning", "belägg: https://provstad.example/a")),
        (Kind.MUNICIPALITY, ("kommunkod: 0114",)),
        (Kind.POLICE_AREA, ("titel: Lokalpolisområde Prov", "kommuner: [lulea, boden]")),
        (Kind.POLICE_AREA, ("titel: Lokalpolisområde Prov", "kommuner:", "  - kommun: lulea", "    från: 2020")),
    ],
)  # fmt: skip
def test_what_the_reader_accepts_the_editor_accepts_too(kind: Kind, lines: tuple[str, ...]) -> None:
    assert not reader_refuses(kind, front(*lines))
    assert complaints(kind, front(*lines)) == []
