"""Documentation held by tests: what it says of keys, settings, commands and libraries is what the code has."""

import ast
import re
import sys
import tomllib
from importlib.metadata import metadata, packages_distributions
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from markdown_it import MarkdownIt

from pledges.commands.reference.documents import documents, write
from pledges.content.field_descriptions import Form, shapes
from pledges.content.field_types import Row
from pledges.content.goals import GOALS, MeasurableGoal, NumericGoal, RelativeGoal
from pledges.content.kinds import Kind
from pledges.content.record_fields import (
    MODELS,
    AcceptedWarning,
    Action,
    Breakdown,
    Change,
    Common,
    Comparison,
    Coverage,
    DialogueFigures,
    FocusArea,
    FollowUpPlan,
    Indicator,
    IndicatorPoint,
    IndicatorValue,
    Outcome,
    Part,
    PictureProblem,
    Remark,
    Removed,
    Source,
)
from pledges.status.labels import FOLLOW_UPS, READER_STATES, RESULTS, STATES
from pledges.swedish import sort_key
from pledges.views.accessibility_statement import Shortcoming, Statement
from pledges.views.privacy_notice import PrivacyNotice

ROOT = Path(__file__).parents[2]
FORMAT = (ROOT / "docs/content-format.md").read_text(encoding="utf-8")
COMMON = {shape.key for shape in shapes(Common)} | {"status"}
SECTIONS = {
    Kind.PLEDGE: "Pledge",
    Kind.FOLLOW_UP: "Follow-up",
    Kind.MENTION: "Mention",
    Kind.AGREEMENT: "Agreement",
    Kind.PLAN: "Action plan",
    Kind.PICTURE: "Situation picture",
}
ROWS = {
    Kind.MUNICIPALITY: "municipality",
    Kind.AREA: "part of a municipality",
    Kind.POLICE_AREA: "local police area",
    Kind.ACTOR: "other party",
    Kind.THEME: "theme",
    Kind.NEWS: "news",
    Kind.PAGE: "plain page",
}


def section(title: str) -> str:
    return re.split(r"^## ", FORMAT.split(f"\n## {title}\n", 1)[1], maxsplit=1, flags=re.M)[0]


def own_keys(model: type[Row]) -> set[str]:
    return {shape.key for shape in shapes(model)} - COMMON


def required(model: type[Row]) -> set[str]:
    return {shape.key for shape in shapes(model) if shape.required}


def documented(kind: Kind) -> tuple[dict[str, Any], str]:
    """The front matter that a section shows, as text throughout, and the section."""
    text = section(SECTIONS[kind])
    block = re.search(r"^    ---\n(.*?)^    ---$", text, re.M | re.S)
    assert block is not None
    return yaml.load(block[1], Loader=yaml.BaseLoader), text


def rows_by_model(values: Any, model: type[Row]) -> dict[type[Row], set[str]]:
    """Which keys the rows of each kind have in a shown front matter."""
    keys_by_row: dict[type[Row], set[str]] = {}
    for shape in shapes(model):
        written = values.get(shape.key)
        for row in written if isinstance(written, list) else [written]:
            inner = goal_form(row) if shape.form is Form.GOAL else shape.row
            if isinstance(row, dict) and inner is not None:
                keys_by_row.setdefault(inner, set()).update(row)
                for deeper, keys in rows_by_model(row, inner).items():
                    keys_by_row.setdefault(deeper, set()).update(keys)
    return keys_by_row


def goal_form(goal: Any) -> type[Row] | None:
    """Which form of goal a shown one is."""
    read = Action.model_validate({"id": "a", "vad": "b", "mål": goal}).goal if isinstance(goal, dict) else None
    return type(read) if isinstance(read, MeasurableGoal) else None


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_section_shows_every_key_of_its_kind_and_no_other(kind: Kind) -> None:
    values, text = documented(kind)
    either = set(re.findall(r"`([^`]+):`", text)) & own_keys(MODELS[kind])
    assert (set(values) - COMMON) | either == own_keys(MODELS[kind])


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_section_says_what_is_required(kind: Kind) -> None:
    sentence = re.search(r"^Required: ([^.]*?)(?:, and|\.)", section(SECTIONS[kind]), re.M)
    assert sentence is not None
    assert set(re.findall(r"`([^`]+)`", sentence[1])) == required(MODELS[kind])


def test_every_key_of_every_row_is_shown_somewhere() -> None:
    shown: dict[type[Row], set[str]] = {}
    for kind in SECTIONS:
        for model, keys in rows_by_model(documented(kind)[0], MODELS[kind]).items():
            shown.setdefault(model, set()).update(keys)
    rows = (
        Action, *GOALS, Part, DialogueFigures, Indicator, IndicatorPoint, IndicatorValue, FollowUpPlan, Change,
        Outcome, Breakdown, Comparison, Remark, FocusArea, PictureProblem,
    )  # fmt: skip
    for model in rows:
        named = shown[model]
        either = {"antal"} if model is NumericGoal else {"gånger"} if model is RelativeGoal else set()
        assert named | either == {shape.key for shape in shapes(model)}, model.__name__
    assert shown[Source] | {"ej publicerad"} == {shape.key for shape in shapes(Source)}
    assert "`ej publicerad`" in FORMAT


@pytest.mark.parametrize("kind", ROWS)
def test_the_table_of_the_other_kinds_is_true(kind: Kind) -> None:
    line = re.search(rf"^\| {ROWS[kind]} \| (.*) \|$", section("The others"), re.M)
    assert line is not None
    assert set(re.findall(r"\*\*([^*]+)\*\*", line[1])) == required(MODELS[kind])
    plain = re.sub(r"\([^)]*\)|\*\*|;.*|none required[^:]*:", "", line[1])
    assert {word.strip() for word in plain.split(",")} == own_keys(MODELS[kind])


def test_rows_in_the_table_are_true() -> None:
    for model, place in ((Coverage, "The others"), (AcceptedWarning, "Every kind"), (Removed, "Every kind")):
        for shape in shapes(model):
            assert f"`{shape.key}`" in section(place)


def test_what_every_kind_may_have_is_said() -> None:
    named = set(re.findall(r"`([^`:]+)`", section("Every kind")))
    assert {shape.key for shape in shapes(Common)} <= named


def test_generated_documents_are_as_the_code_says() -> None:
    wrong = [name for name, data in documents().items() if (ROOT / name).read_bytes() != data]
    assert wrong == [], "De är inte som koden säger. Kör make docs."


def test_documents_are_written_only_where_they_differ(tmp_path: Path) -> None:
    assert set(write(tmp_path)) == set(documents())
    assert write(tmp_path) == []
    (tmp_path / "docs/settings.md").write_text("annat", encoding="utf-8")
    assert write(tmp_path) == ["docs/settings.md"]


def test_what_the_sources_tell_stands_where_the_table_says() -> None:
    text = (ROOT / "docs/kallor.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| \[.+?\]\((.+?)\) \| (.+?) \|$", text, re.M)
    assert len(rows) == len(re.findall(r"^\| (?!Vad källan|---)", text, re.M))
    for said, path, words in rows:
        place = (ROOT / "docs" / path).resolve()
        assert place.is_relative_to(ROOT), path
        assert words in " ".join(place.read_text(encoding="utf-8").split()), said


TELLS = re.compile(
    r"\d §|\blag(?:en)? \(?20|\bLagen\b|\b(?:Brå|SKL|SKR|Boverket|Rikspolisstyrelsen)\b|Sveriges Kommuner"
)
"""What a block that tells of the law or of how the pledges came about has in it."""
TOLD_IN = (
    "sidor/lagen.md",
    "sidor/historien.md",
    "sidor/sa-funkar-det.md",
    "sidor/ordlista.md",
    "amnen/kamerabevakning.md",
)
WHOLLY = ("sidor/lagen.md", "sidor/historien.md")  # each block of these, but for what the portal says of itself
OURS = ("| Paragraf |", "| År |", "Varje paragraf nedan", "Det här är vår läsning", "Portalen finns för att")


def blocks(text: str) -> list[str]:
    """The paragraphs, the rows of tables and the points of lists of a page, each whole."""
    body = text.split("\n---\n", 1)[1]
    parts = re.split(r"\n\n+|\n(?=\||- |\d+\. )", body)
    return [part for part in parts if part.strip() and not part.startswith(("#", "| ---"))]


@pytest.mark.parametrize("name", TOLD_IN)
def test_each_statement_of_the_law_and_the_story_has_its_source_beside_it(name: str) -> None:
    text = (ROOT / "content" / name).read_text(encoding="utf-8")
    told = [
        one
        for one in blocks(text)
        if (name in WHOLLY and not one.startswith(OURS)) or TELLS.search(re.sub(r"\]\([^)]*\)", "]", one))
    ]
    assert told, "the page tells of neither"
    links = (r"\]\(https?://", r"\]\((?:\.\./sidor/)?lagen\.md\)", r"\]\(historien\.md\)")
    bare = [one for one in told if not any(re.search(link, one) for link in links)]
    assert bare == []


def test_the_keys_of_the_statement_are_those_that_are_read() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8").split("## Tillgänglighetsredogörelsen")[1]
    text, privacy = text.split("## Personuppgifter")
    keys, shortcoming = text.split("Varje brist är en ordlista:")
    notice = {name: info.is_required() for name, info in PrivacyNotice.model_fields.items()}
    assert dict(re.findall(r"^\| `(\w+)` \| (ja)? ?\|", privacy, re.M)) == {
        name: "ja" if required else "" for name, required in notice.items()
    }
    required = {name: info.is_required() for name, info in Statement.model_fields.items()}
    assert set(re.findall(r"^\| `(\w+)` \| ja \|", keys, re.M)) == {name for name in required if required[name]}
    assert set(re.findall(r"^\| `(\w+)` \| \|", keys, re.M)) == {name for name in required if not required[name]}
    assert re.findall(r"^\| `(\w+)` \|", shortcoming, re.M) == list(Shortcoming.model_fields)


def declared() -> dict[str, str]:
    """Every dependency in pyproject.toml, with the versions that are accepted."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] + [
        line for group in project["dependency-groups"].values() for line in group if isinstance(line, str)
    ]
    return {line.split(">=")[0]: line.partition(">=")[2] for line in lines}


def explained() -> dict[str, list[str]]:
    """Every row of docs/dependencies.md by package."""
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    return {row[0]: row for row in rows if row[0] not in ("Package", "---")}


def test_every_dependency_is_explained_and_no_other() -> None:
    assert {name: f">={version}" if version else "any" for name, version in declared().items()} == {
        name: row[1] for name, row in explained().items()
    }
    assert all(len(row) == 5 and all(row) for row in explained().values())


def imported(path: Path) -> set[str]:
    """The packages that the module at `path` imports, but for Python's own and ours."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in plain | named} - {"pledges", *sys.stdlib_module_names}


def test_every_library_that_is_imported_is_declared() -> None:
    libraries = {name.partition("[")[0] for name in declared()} | {"pydantic-core"}  # a part of pydantic
    packages = packages_distributions()
    undeclared = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "plugins").rglob("*.py")
        for name in imported(path)
        if not libraries & {package.lower().replace("_", "-") for package in packages[name]}
    }
    assert undeclared == set()


def test_licences_are_those_that_the_packages_state() -> None:
    for name, row in explained().items():
        stated = metadata(name.split("[")[0]).get("License-Expression")
        assert stated is None or row[2] == stated, name


def documents_in_markdown() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "data/README.md"]


def links_in(text: str) -> list[str]:
    """Where the links and pictures of a document lead; those in code are examples."""
    inline = [child for token in MarkdownIt().parse(text) for child in token.children or ()]
    return [str(child.attrs[key]) for child in inline for key in ("href", "src") if key in child.attrs]


def test_links_between_documents_lead_somewhere() -> None:
    dead = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents_in_markdown()
        for target in links_in(path.read_text(encoding="utf-8"))
        if not re.match(r"https?:|mailto:|#", target) and not (path.parent / unquote(target.partition("#")[0])).exists()
    ]
    assert dead == []


def test_commands_that_are_told_of_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    for path in documents_in_markdown():
        text = path.read_text(encoding="utf-8")
        named = set(re.findall(r"`make ([a-z]+)|^    make ([a-z]+)", text, re.M))
        assert {one or other for one, other in named} <= targets, path.name


def test_what_is_shown_to_readers_is_explained_to_them() -> None:
    text = (ROOT / "content/sidor/sa-funkar-det.md").read_text(encoding="utf-8")
    for words in (*STATES.values(), *FOLLOW_UPS.values()):
        assert words.label in text
        assert words.compiled_label in text
    for label in READER_STATES.values():
        assert label in text
    for result in RESULTS.values():
        assert f"| {result.label} |" in text


def test_the_glossary_is_in_swedish_order_and_has_the_words_that_staff_use() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "content/sidor/ordlista.md").read_text(encoding="utf-8"), re.M)
    assert headings == sorted(headings, key=sort_key)
    words = " ".join(headings)
    for word in (
        "EST",
        "SSPF",
        "SSP",
        "ANDTS",
        "Brå",
        "LPO",
        "Samverkansöverenskommelse",
        "Medborgarlöfte",
        "Lägesbild",
        "Åtgärdsplan",
    ):
        assert word in words


def test_every_module_that_a_document_names_is_there() -> None:
    package = ROOT / "plugins/pledges"
    documents_of_ours = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    named = {
        (document.name, path)
        for document in documents_of_ours
        for path in re.findall(r"`([\w./-]+\.(?:py|html|js|css|toml))`", document.read_text(encoding="utf-8"))
    }
    missing = {(name, path) for name, path in named if not (ROOT / path).exists() and not (package / path).exists()}
    assert {path for _, path in missing} <= {"index.html", "loften.py", "redigering.toml"}  # the host's own files
    assert len(named) > 20
