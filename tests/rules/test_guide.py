"""docs/regler.md and the rules say the same: a section for each code, whose wrong example fires and right one is silent."""

import os
import re
from pathlib import Path

import pytest

from pledges.content.problems import Severity, as_text
from pledges.rules.catalogue import CATALOGUE, CatalogueEntry, RuleGroup
from support.rules_samples import base_site, change, check_site, codes, publish

GUIDE = Path(__file__).parents[2] / "docs" / "regler.md"
_SECTION = re.compile(r"### `([a-z-]+)` (.+?)\n\n(.*)", re.S)
_FENCE = re.compile(r"^```(yaml|markdown|text)\n(.*?)^```\n", re.M | re.S)
_FILE = re.compile(r"^(?:# |<!-- )((?:\.utgivet|kommuner|polisen|aktorer|amnen)/\S+?)(?: -->)?\n", re.M)
_NEW = "titel: Fler cykelställ i Provstad 2020\nkort: Kommunen lovar cykelställ.\nparter: [kommunen]\növerenskommelse: okänd\nperiod: 2020"
WITHOUT_EXAMPLE = {
    "bortfallen-fil": "no file can cause it: it would be a mistake in the portal",
    "ingen-mapp": "there is no file to show",
    "tom-mapp": "there is no file to show",
    "olaslig-bild": "a picture is no text",
    "bild-fel-format": "a picture is no text",
    "bild-for-stor": "a picture is no text",
    **dict.fromkeys(("olaslig-pdf", "pdf-for-stor", "pdf-med-program", "pdf-forfattare"), "a document is no text"),
    "olaslig": "rights belong to the machine, not to the text",
    "hamtat-skadat": "it takes a portal to gather from",
    "minne-andrat": "it takes a publication to compare with",
    "dag-som-inte-kommit": "it takes a day to compare with",
    "text-for-djup": "hundreds of levels",
    "postnummer-i-annan-kommun": "the made-up country has no postal codes",
}


def _sections(guide: str) -> dict[str, tuple[str, str]]:
    """(title, text) by code. A heading inside an example is no section's."""
    pieces, inside = [""], False
    for line in guide.splitlines(keepends=True):
        inside ^= line.startswith("```")
        if line.startswith("##") and not inside:
            pieces.append("")
        pieces[-1] += line
    matches = (_SECTION.fullmatch(piece) for piece in pieces)
    return {match[1]: (match[2], match[3]) for match in matches if match}


SECTIONS = _sections(GUIDE.read_text(encoding="utf-8"))
EXAMPLES = [entry for entry in CATALOGUE.values() if entry.code not in WITHOUT_EXAMPLE]


def apply(content: Path, blocks: str) -> None:
    """Do what the examples show to the site of Provstad."""
    for language, block in _FENCE.findall(blocks):
        parts = _FILE.split(block)
        if language == "text" and len(parts) == 1:
            for line in block.splitlines():
                _place_file(content, line)
            continue
        assert parts[0] == "", f"an example begins with its file's name: {block}"
        for path, text in zip(parts[1::2], parts[2::2], strict=True):
            if language == "text":
                (content / path).parent.mkdir(exist_ok=True)
                (content / path).write_text(text[:-1], encoding="utf-8")
            elif language == "yaml":
                change(content, path, text.rstrip("\n"))
            else:
                change(content, path, body=text)


def _place_file(content: Path, line: str) -> None:
    path, _, manner = line.partition(" (")
    target, text = content / path, f"---\n{_NEW}\n---\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    match manner.rstrip(")"):
        case "länk":
            target.symlink_to(content / "kommuner/provstad/loften/2019.md")
        case "rör":
            os.mkfifo(target)
        case "600 kB":
            target.write_text(text + "x" * 600 * 1024, encoding="utf-8")
        case "sparad som Latin-1":
            target.write_bytes(text.encode("latin-1"))
        case "med ett osynligt tecken":
            target.write_text(f"{text}\x07", encoding="utf-8")
        case "borttagen":
            target.unlink()
        case "":
            target.write_text(text, encoding="utf-8")
        case other:
            raise AssertionError(other)


def site(content: Path, entry: CatalogueEntry) -> Path:
    """Provstad's site, published before where the rule is about that."""
    base_site(content)
    assert check_site(content) == [], "the examples begin from a site that is in order"
    if entry.group is RuleGroup.PUBLISHED and not entry.code.startswith("minne-"):
        publish(content)
    return content


def example(entry: CatalogueEntry, word: str) -> str:
    """The blocks under ”Fel:” or ”Rätt:”."""
    text = SECTIONS[entry.code][1]
    wrong, right = text.split("\nFel:\n", 1)[1].split("\nRätt:\n", 1)
    return wrong if word == "Fel" else right


def test_every_code_has_a_section_and_every_section_a_code() -> None:
    assert list(SECTIONS) == [entry.code for group in RuleGroup for entry in CATALOGUE.values() if entry.group is group]


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
def test_the_section_says_what_the_table_says(entry: CatalogueEntry) -> None:
    title, text = SECTIONS[entry.code]
    word = "Fel" if entry.severity is Severity.ERROR else "Varning"
    assert title == entry.title
    assert text.startswith(f"**{word}.** {entry.why}\n")


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: entry.code)
def test_the_wrong_example_fires_that_rule_alone(entry: CatalogueEntry, tmp_path: Path) -> None:
    content = site(tmp_path / "content", entry)
    apply(content, example(entry, "Fel"))
    problems = check_site(content)
    assert set(codes(problems)) == {entry.code}, as_text(problems)
    assert {problem.severity for problem in problems if problem.code == entry.code} == {entry.severity}
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: entry.code)
def test_the_right_example_is_silent(entry: CatalogueEntry, tmp_path: Path) -> None:
    content = site(tmp_path / "content", entry)
    apply(content, example(entry, "Rätt"))
    problems = [problem for problem in check_site(content) if problem.severity is not Severity.ACCEPTED]
    assert problems == [], as_text(problems)
