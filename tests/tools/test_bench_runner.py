"""The runner of the benchmark: what it measures, what the peers are given, and what it says of it all."""

import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import builders, plot, report, results
from bench.country import write_country
from bench.export import for_eleventy, for_hugo, for_pelican, read_records
from bench.measure import CommandFailedError, run, survey
from bench.results import Results, Scale, Series
from bench.run import edited, largest_follow_up, main, middle_follow_up
from pledges.build import country_units
from pledges.content.frontmatter import read_front_matter
from pledges.content.geography import load
from support.depth import PATIENCE
from support.servers import until

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    write_country(folder, 200)
    return folder


def series(name: str, cold: tuple[float, ...], again: tuple[float, ...] = (), *, pages: int = 100) -> Series:
    return Series(
        name=name, release="1", pages=pages, feeds=2, files=120, size=1_000_000, peak=200_000_000,
        cold=cold, unchanged=again, changed=again,
    )  # fmt: skip


def scale(pledges: int, *series_of: Series) -> Scale:
    return Scale(
        pledges=pledges, follow_ups=pledges, records=4 * pledges, content_size=5_000_000, day="2026-03-01",
        machine="2 cores", copy_times=(0.1, 0.2), refresh_times=(1.0,), series=series_of,
    )  # fmt: skip


EXAMPLE = Results(
    scales=(
        scale(1_000, series("the portal", (2.0, 2.2)), series("Hugo", (1.0, 1.0))),
        scale(
            20_000,
            series("the portal", (40.0, 60.0, 50.0), (1.0, 1.5, 1.0), pages=2_000),
            series("Hugo", (20.0, 20.0, 20.0), (20.0, 20.0, 25.0), pages=800),
            series("stock Pelican", (500.0,), pages=800),
        ),
    )
)


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; print('det gick fel'); sys.exit(3)"]
    with pytest.raises(CommandFailedError, match=r"ended with 3:\ndet gick fel\n$"):
        run(command, tmp_path, environment={}, log=tmp_path / "log")


def measured(command: list[str], folder: Path) -> int:
    """The peak of `command`, measured by a small process: a forked child begins with its parent's own peak."""
    code = (
        "import pathlib, sys; from bench.measure import run; folder = pathlib.Path(sys.argv[1]); "
        "print(run(sys.argv[2:], folder, environment={}, log=folder / 'log').peak)"
    )
    words = [sys.executable, "-c", code, str(folder), *command]
    return int(subprocess.run(words, cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True).stdout)


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    hold = "import time; data = b'x' * 80_000_000; time.sleep(1)"
    both = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; child.wait()"
    assert 80_000_000 < measured([sys.executable, "-c", hold], tmp_path) < 130_000_000
    assert 160_000_000 < measured([sys.executable, "-c", both], tmp_path) < 260_000_000


def test_an_interrupted_measurement_leaves_nothing_running(tmp_path: Path) -> None:
    started = tmp_path / "started"
    inner = f"import pathlib, os, time; pathlib.Path({str(started)!r}).write_text(str(os.getpid())); time.sleep(600)"
    outer = (
        "import sys, pathlib; from bench.measure import run; "
        f"run([sys.executable, '-c', {inner!r}], pathlib.Path('.'), environment={{}}, log=pathlib.Path({str(tmp_path / 'log')!r}))"
    )
    process = subprocess.Popen([sys.executable, "-c", outer], cwd=builders.ROOT, stderr=subprocess.DEVNULL)
    until(lambda: started.read_text() != "")
    process.send_signal(signal.SIGINT)
    process.wait(timeout=PATIENCE)
    child = int(started.read_text())
    until(lambda: not Path(f"/proc/{child}").exists())  # whoever takes over an orphan may be a moment late


def test_a_survey_counts_every_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name, size in (("a/index.html", 5), ("a/flode.xml", 7), ("index.html", 11), ("stil.css", 13)):
        (tmp_path / name).write_bytes(b"x" * size)
    tree = survey(tmp_path)
    assert (tree.files, tree.pages, tree.feeds, tree.size) == (4, 2, 1, 36)


def test_every_peer_is_given_every_value_of_every_record(content: Path) -> None:
    def values(tree: object) -> list[str]:
        if isinstance(tree, dict):
            return [text for inner in tree.values() for text in values(inner)]
        return [text for inner in tree for text in values(inner)] if isinstance(tree, list) else [str(tree)]

    for record in read_records(content, load()):
        source = content / f"{record.identity}.md"
        wanted = values(read_front_matter(source.read_text(encoding="utf-8")).data)
        for convert in (for_hugo, for_eleventy, for_pelican):
            _, text = convert(record)
            written = text.replace('\\"', '"')
            assert [value for value in wanted if value not in written] == []
            assert record.body.strip() in text


def test_one_edit_changes_one_number_and_is_taken_back(content: Path, tmp_path: Path) -> None:
    changed_paths: list[str] = []
    path = middle_follow_up(content)
    before = {file: file.read_bytes() for file in content.rglob("*.md")}
    with edited(
        content, path, folder=tmp_path, refresh=lambda _content, _folder, changed: changed_paths.append(changed)
    ):
        changed = [file for file, data in before.items() if file.read_bytes() != data]
        assert changed == [content / path]
        old, new = before[changed[0]].decode().splitlines(), changed[0].read_text(encoding="utf-8").splitlines()
        assert len([line for line, other in zip(old, new, strict=True) if line != other]) == 1
    assert {file: file.read_bytes() for file in content.rglob("*.md")} == before
    assert changed_paths == [path, path]


def test_the_largest_municipality_is_edited_too(content: Path) -> None:
    assert largest_follow_up(content).startswith("kommuner/stockholm/uppfoljningar/")


def test_the_feeds_that_are_left_out_are_those_that_the_build_makes() -> None:
    assert callable(getattr(country_units, builders.FEEDS))


def test_ratios_are_taken_pair_by_pair() -> None:
    assert results.ratio((1.0, 2.0, 9.0), (2.0, 2.0, 3.0)) == 1.0
    assert results.ratio((1.0,), ()) is None


def test_the_goals_tell_what_was_measured() -> None:
    goals = results.goals(EXAMPLE.scales[1], EXAMPLE)
    assert [(goal.measured, goal.reached) for goal in goals] == [
        ("1/20.0", True),  # nothing changed, to Hugo's
        ("1/20.0", True),  # one follow-up changed
        ("1.00", True),  # cold per page, to Hugo's
        ("1/25.0", True),  # cold per page, to stock Pelican's
        ("1.00 s", True),  # one follow-up changed
        ("0.20 GB", True),
        ("1.19", False),  # growth since 1,000
    ]


def test_a_size_that_is_measured_again_takes_the_place_of_the_old() -> None:
    again = scale(1_000, series("the portal", (9.0,)))
    merged = EXAMPLE.with_scale(again)
    assert [one.pledges for one in merged.scales] == [1_000, 20_000]
    assert merged.scales[0] == again
    assert merged.scales[1] == EXAMPLE.scales[1]


def test_the_report_is_written_and_read_back(tmp_path: Path) -> None:
    report.write(EXAMPLE, tmp_path)
    assert results.load(tmp_path / report.DATA) == EXAMPLE
    table = (tmp_path / report.TABLE).read_text(encoding="utf-8")
    row = "| Hugo (1) | 20.00 (20.00–20.00) | 20.00 (20.00–25.00) | 20.00 (20.00–25.00) | 800 | 40 | 120 | 1.0 | 200 | 3 | 8.9 % |"
    assert row in table
    assert "| stock Pelican (1) | 500.00 | – | – |" in table
    assert "| nothing changed, the portal's time to Hugo's | at most 1/20 | 1/20.0 | yes |" in table
    assert "| the portal | 21.00 | 25.00 |" in table
    assert "\n\n\n" not in table


def test_figures_of_another_form_are_left_behind(tmp_path: Path) -> None:
    (tmp_path / report.DATA).write_text('{"scales": [{"pledges": 1}]}')
    assert results.load(tmp_path / report.DATA) == Results() == results.load(tmp_path / "saknas.json")


def test_the_report_in_docs_is_what_its_figures_give() -> None:
    docs = builders.ROOT / "docs"
    stored = results.load(docs / report.DATA)
    if not stored.scales:
        pytest.skip("make bench has not been run yet")
    assert (docs / report.TABLE).read_text(encoding="utf-8") == report.table(stored)
    assert (docs / report.PICTURE).read_text(encoding="utf-8") == report.picture(stored)


def test_the_plot_says_in_words_what_its_lines_show() -> None:
    tree = ElementTree.fromstring(report.picture(EXAMPLE))
    assert tree.get("role") == "img"
    named = {element.get("id"): "".join(element.itertext()) for element in tree if element.get("id")}
    assert tree.get("aria-labelledby") == "title desc"
    assert named["title"] == "Seconds to build, by number of pledges and generator"
    assert "Hugo: cold 1.00 s at 1,000, 20.00 s at 20,000; nothing changed 20.00 s at 20,000;" in named["desc"]
    assert len(tree.findall(f"{SVG}polyline")) == 3 + 2 + 2


def test_lines_stay_inside_their_panels() -> None:
    drawn = plot.draw(EXAMPLE)
    for panel in drawn.panels:
        for x, y in (point for line in panel.lines for point in line.points):
            assert panel.left <= x <= panel.right
            assert drawn.top <= y <= drawn.bottom


def test_a_run_measures_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs, work = tmp_path / "docs", tmp_path / "work"
    arguments = ["--sizes", "6", "--rounds", "1", "--only", "stock Pelican", "--docs", str(docs), "--work", str(work)]
    assert main([*arguments, "--day", "2026-03-01"]) == 0
    measured = results.load(docs / report.DATA).scales[0]
    stock = measured.find("stock Pelican")
    assert stock is not None
    assert measured.pledges == 6
    assert stock.pages > measured.records
    assert min(*stock.cold, *stock.unchanged, *stock.changed) > 0
    assert list(work.iterdir()) == []
    assert "stock Pelican: changed" in capsys.readouterr().err


def test_a_peer_that_is_missing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(builders.NotInstalledError, match=r"^Node\.js is not installed"):
        builders.eleventy()
