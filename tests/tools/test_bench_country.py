"""The made-up country: always the same, valid to the last file, marked as made up, and as large as real records."""

import re
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.country import country, write_country
from bench.layout import AGREEMENT_YEARS, lay_out, police_areas, share_out
from bench.notation import record_text
from bench.promises import NOTICE
from pledges.content import discovery, reader
from pledges.content.frontmatter import read_front_matter
from pledges.content.geography import load
from pledges.content.kinds import Kind
from pledges.content.record import Record
from pledges.content.register import link
from pledges.rules.checking import check

GEOGRAPHY = load()
ROOT = Path(__file__).resolve().parents[2]
MADE_UP = re.compile("påhitt|prov|exempel|sago|låtsas|fantasi", re.I)


def read(content: Path) -> tuple[list[Record], list[str]]:
    discovered = discovery.discover(content, GEOGRAPHY)
    problems = list(discovered.problems)
    records = []
    for source in discovered.records:
        record, mistakes = reader.read_file(content, source)
        problems += mistakes
        records += [record] if record else []
    return records, [problem.message for problem in problems]


@given(pledges=st.integers(1, 120), seed=st.integers(0, 10_000))
@settings(max_examples=6, deadline=None)
def test_every_file_is_read_and_no_rule_has_anything_to_say_of_it(
    pledges: int, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = tmp_path_factory.mktemp("country")
    written = write_country(content, pledges, seed=seed, geography=GEOGRAPHY)
    records, problems = read(content)
    assert problems == []
    assert len(records) == written.total()
    assert sum(record.kind is Kind.PLEDGE for record in records) == pledges
    found = check(link(records, GEOGRAPHY))
    # A newspaper that follows a pledge up is asked about, and so are two years with the same row: the made-up country has
    # such follow-ups, and draws its rows out of a few.
    assert [one.message for one in found if one.code not in ("uppfoljning-av-annan", "kopierad-uppfoljning")] == []


def test_the_same_size_and_seed_give_the_same_files_and_another_seed_gives_others() -> None:
    first = list(country(80, 1, GEOGRAPHY))
    assert first == list(country(80, 1, GEOGRAPHY))
    assert first != list(country(80, 2, GEOGRAPHY))
    assert len({path for path, _ in first}) == len(first)


def test_every_record_says_that_it_is_made_up() -> None:
    for path, text in country(200, 1, GEOGRAPHY):
        title = next((line for line in text.splitlines() if line.startswith("titel:")), "")
        assert MADE_UP.search(title) or path.startswith("amnen/") or path.endswith("/kommun.md")
        assert text.rstrip().endswith(NOTICE) or "/omraden/" in path


@given(st.integers(0, 30_000))
def test_all_pledges_are_shared_out_and_the_largest_municipality_has_most(pledges: int) -> None:
    counts = share_out(pledges, GEOGRAPHY.municipalities.values())
    assert sum(counts.values()) == pledges
    assert not counts or max(counts, key=lambda slug: counts[slug]) == "stockholm"
    assert min(counts.values(), default=1) > 0


@given(st.integers(1, 2_500), st.integers(0, 1_000))
@settings(max_examples=40, deadline=None)
def test_the_pledges_of_a_place_never_overlap_and_lie_within_an_agreement(pledges: int, seed: int) -> None:
    districts = lay_out(Random(seed), "Provstad", pledges)
    assert sum(len(spans) for district in districts for spans in district.spans.values()) == pledges
    slugs = [place.slug for district in districts for place in district.spans]
    assert len(set(slugs)) == len(slugs)
    for district in districts:
        for spans in district.spans.values():
            assert all(one.last < other.first for one, other in pairwise(spans))
            for span in spans:
                assert any(first <= span.first and span.last <= last for first, last in AGREEMENT_YEARS)


def test_more_pledges_than_there_are_made_up_places_for_are_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^Provstad: 9000 pledges are wanted, and the made-up places have room for \d+\.$"
    ):
        lay_out(Random(1), "Provstad", 9_000)


def test_each_municipality_belongs_to_one_police_area() -> None:
    members = [slug for slugs in police_areas(GEOGRAPHY.municipalities.values()).values() for slug in slugs]
    assert sorted(members) == sorted(GEOGRAPHY.municipalities)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kvar.md").write_text("kvar")
    with pytest.raises(FileExistsError, match=r"is not empty\.$"):
        write_country(tmp_path, 1, seed=1, geography=GEOGRAPHY)
    assert [file.name for file in tmp_path.iterdir()] == ["kvar.md"]


@pytest.mark.parametrize(("folder", "tolerance"), [("loften", 0.15), ("uppfoljningar", 0.25)])
def test_records_are_as_long_as_the_real_ones(folder: str, tolerance: float) -> None:
    real = mean(file.stat().st_size for file in (ROOT / "content" / "kommuner").glob(f"*/{folder}/*.md"))
    made_up = mean(len(text.encode()) for path, text in country(300, 1, GEOGRAPHY) if f"/{folder}/" in path)
    assert made_up == pytest.approx(real, rel=tolerance)


def test_pledges_have_as_many_actions_as_the_real_ones() -> None:
    real = [file.read_text(encoding="utf-8") for file in (ROOT / "content" / "kommuner").glob("*/loften/*.md")]
    made_up = [text for path, text in country(300, 1, GEOGRAPHY) if "/loften/" in path]
    assert mean(text.count("\n  - id: ") for text in made_up) == pytest.approx(
        mean(text.count("\n  - id: ") for text in real), rel=0.15
    )


def test_there_are_three_follow_ups_for_every_two_pledges() -> None:
    paths = [path for path, _ in country(1_000, 1, GEOGRAPHY)]
    follow_ups = sum("/uppfoljningar/" in path for path in paths)
    assert 1_350 <= follow_ups <= 1_650


PLAIN = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u1680"), min_size=1
).map(lambda text: " ".join(text.split()))


@given(
    text=PLAIN.filter(bool),
    rows=st.lists(PLAIN.filter(bool), min_size=1, max_size=3),
    inner=st.dictionaries(st.sampled_from(["minst", "enhet"]), PLAIN.filter(bool), min_size=1),
)
def test_what_is_written_is_read_back(text: str, rows: list[str], inner: dict[str, str]) -> None:
    fields = {"titel": text, "tomt": "", "ämnen": rows, "åtgärder": [{"id": "en", "mål": inner}, {"id": "två"}]}
    front = read_front_matter(record_text(fields, "Texten."))
    assert front.faults == []
    assert front.data == {"titel": text, "ämnen": rows, "åtgärder": [{"id": "en", "mål": inner}, {"id": "två"}]}
    assert front.body == "\nTexten.\n"
