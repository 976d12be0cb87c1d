"""The whole way: what is built, what is refused, and that nothing is lost or done twice."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from pledges.build.site import RefusedError
from pledges.content.discovery import translates
from pledges.incremental.lock import Holder
from pledges.incremental.output_transaction import WriteCounts
from pledges.urls import in_language
from pledges.views.country.summary_store import PARTS
from support.documents import PDF
from support.pages import real_site
from support.provstad import ENVIRONMENT, PROVSTAD
from support.servers import until
from support.sites import CONTENT, DAY, ROOT, make_site, small_country, tree, write

COUNTRY = small_country("ale", "alingsas", "boras", "lulea")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write(tmp_path / "content", PROVSTAD)
    return tmp_path / "content"


def refused(content: Path, output: Path) -> str:
    with pytest.raises(RefusedError) as caught:
        make_site(content, output, geography=COUNTRY)
    return "\n".join(f"{one.path}:{one.line} {one.message} {one.hint}" for one in caught.value.problems)


def test_every_record_and_every_municipality_has_a_page(content: Path, tmp_path: Path) -> None:
    paths = make_site(content, tmp_path / "out").paths
    for path in PROVSTAD:
        address = path.removesuffix(".md").removesuffix("/kommun")
        assert f"{address}/index.html" in paths
    assert sum(bool(re.fullmatch(r"kommuner/[^/]+/index\.html", path)) for path in paths) == 290
    assert sum(bool(re.fullmatch(r"lan/[^/]+/index\.html", path)) for path in paths) == 21
    assert sum(bool(re.fullmatch(r"kommuner/[^/]+/flode\.xml", path)) for path in paths) == 290
    # One with nothing entered has its addresses and no more: most have, and it was twenty-one files.
    assert sorted(path.removeprefix("kommuner/lulea/") for path in paths if "lulea" in path) == [
        *("flode.atom", "flode.xml", "index.html", "kalender.ics", "prenumerera/index.html"),
        *("ruta/lulea/index.html", "ruta/lulea/utdrag.html"),
    ]


def test_the_same_inputs_give_the_same_bytes_also_by_pelicans_own_command(content: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pelican", str(content), "-s", "pelicanconf.py", "-q", "-o"]
    ours = [sys.executable, "-m", "pledges", "site", "--content", str(content), "--output"]
    for name, run in (("one", command), ("two", ours)):
        subprocess.run([*run, str(tmp_path / name)], cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_nothing_changed_makes_nothing_and_one_change_makes_little(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    everything = make_site(content, output, geography=COUNTRY).counts.made
    assert make_site(content, output, geography=COUNTRY).counts == WriteCounts(unchanged=everything)
    file = content / "kommuner/alingsas/loften/2021.md"
    file.write_text(file.read_text().replace("i grannen", "hos grannen"))
    changed = make_site(content, output, geography=COUNTRY).counts
    assert 0 < changed.made < everything / 10
    assert changed.deleted == 0


def test_a_new_day_makes_only_what_stands_differently(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    make_site(content, output, date(2020, 1, 15), geography=COUNTRY)
    next_day = make_site(content, output, date(2020, 1, 16), geography=COUNTRY).counts
    # What tells the day: a file, a script, and the catalogue of data that has never been published.
    assert next_day.written <= 3
    shutil.copytree(output, tmp_path / "before")
    make_site(content, output, date(2020, 2, 1), geography=COUNTRY)
    make_site(content, tmp_path / "clean", date(2020, 2, 1), geography=COUNTRY)
    assert tree(output) == tree(tmp_path / "clean")
    assert tree(output) != tree(tmp_path / "before")


def test_a_folder_is_all_that_a_new_municipality_takes(content: Path, tmp_path: Path) -> None:
    before = tmp_path / "out/kommuner/boras/index.html"
    make_site(content, tmp_path / "out", geography=COUNTRY)
    assert "inlagt här" in before.read_text()
    write(
        content, {"kommuner/boras/loften/2022.md": PROVSTAD["kommuner/alingsas/loften/2021.md"].replace("2021", "2022")}
    )
    make_site(content, tmp_path / "out", geography=COUNTRY)
    assert "Påhittat löfte i grannen 2022" in before.read_text()


def test_a_deleted_follow_up_a_misspelt_reference_and_an_impossible_date_stop_the_build(
    content: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    make_site(content, output, geography=COUNTRY)
    good = tree(output)
    pledge = content / "kommuner/ale/loften/2019.md"
    whole = pledge.read_text()
    pledge.write_text(whole.replace("period: 2019\n", "period: 2019\nstatus: uppfyllt\n"))
    make_site(content, output, geography=COUNTRY)
    good = tree(output)
    follow_up = content / "kommuner/ale/uppfoljningar/2019.md"
    kept = follow_up.read_text()
    follow_up.unlink()
    assert "kommuner/ale/loften/2019.md:7" in refused(content, output)
    follow_up.write_text(kept.replace("löfte: 2019", "löfte: 2091"))
    assert "kommuner/ale/uppfoljningar/2019.md:3" in refused(content, output)
    assert "Menade du" in refused(content, output)
    follow_up.write_text(kept.replace("2020-02-01", "2020-02-31"))
    assert "februari 2020 har 29 dagar" in refused(content, output)
    assert tree(output) == good


def test_a_draft_is_nowhere_in_the_output(content: Path, tmp_path: Path) -> None:
    write(
        content,
        {
            "kommuner/ale/loften/2020.md": PROVSTAD["kommuner/ale/loften/2019.md"]
            .replace("2019\n", "2020\nstatus: utkast\n", 1)
            .replace("om trafiken 2019", "HEMLIGT 2020")
        },
    )
    make_site(content, tmp_path / "out", geography=COUNTRY)
    assert not [path for path, data in tree(tmp_path / "out").items() if b"HEMLIGT" in data or "loften/2020" in path]


def test_removed_text_leaves_a_notice(content: Path, tmp_path: Path) -> None:
    write(
        content,
        {"kommuner/alingsas/loften/2021.md": "---\nborttaget:\n  - datum: 2026-01-02\n    skäl: På begäran\n---\n"},
    )
    make_site(content, tmp_path / "out", geography=COUNTRY)
    page = (tmp_path / "out/kommuner/alingsas/loften/2021/index.html").read_text()
    assert "På begäran" in page
    assert "grannen" not in page


def test_old_addresses_lead_to_the_new(content: Path, tmp_path: Path) -> None:
    file = content / "kommuner/alingsas/loften/2021.md"
    text = file.read_text().replace("period:", "tidigare adresser: kommuner/alingsas/loften/gammal\nperiod:")
    file.write_text(text)
    make_site(content, tmp_path / "out", geography=COUNTRY)
    assert "../2021/index.html" in (tmp_path / "out/kommuner/alingsas/loften/gammal/index.html").read_text()


@pytest.mark.parametrize("damage", ["delete", "truncate", "flip"])
def test_what_is_remembered_may_be_lost_or_damaged(content: Path, tmp_path: Path, damage: str) -> None:
    output = tmp_path / "out"
    make_site(content, output, geography=COUNTRY)
    good = tree(output)
    remembered = [
        path
        for folder in (tmp_path / "out-cache", tmp_path / ".out.build")
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("lock", "manifest")
    ]
    assert len(remembered) >= 8
    for path in remembered:
        data = path.read_bytes()
        if damage == "delete":
            path.unlink()
        else:
            path.write_bytes(data[: len(data) // 2] if damage == "truncate" else data[:-1] + bytes([data[-1] ^ 1]))
    make_site(content, output, geography=COUNTRY)
    assert tree(output) == good


@pytest.mark.parametrize(
    ("part", "damage"), [*((part, "delete") for part in PARTS), ("items", "flip"), ("cards", "flip")]
)
def test_where_the_stock_alone_is_lost_or_damaged_it_is_made_again(
    content: Path, tmp_path: Path, part: str, damage: str
) -> None:
    make_site(content, tmp_path / "out", geography=COUNTRY)
    for path in (tmp_path / ".out.build/minne" / part).iterdir():
        data = path.read_bytes()
        if damage == "delete":
            path.unlink()
        else:
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    write(content, {"nyheter/ny.md": "---\ntitel: En nyhet\ndatum: 2026-01-01\nkommuner: [ale]\n---\nText.\n"})
    pledge = content / "kommuner/ale/loften/2019.md"
    pledge.write_text(pledge.read_text(encoding="utf-8").replace("titel: ", "titel: Ändrat. "), encoding="utf-8")
    make_site(content, tmp_path / "out", geography=COUNTRY)
    make_site(content, tmp_path / "clean", geography=COUNTRY)
    assert tree(tmp_path / "out") == tree(tmp_path / "clean")


def test_the_real_content_is_built_whole() -> None:
    site = real_site()
    files = [path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.md") if ".utgivet" not in path.parts]
    translations = [path for path in files if Path(path).stem.count(".")]
    for path in set(files) - set(translations):
        assert (site / path.removesuffix(".md").removesuffix("/kommun") / "index.html").is_file(), path
    for path in translations:
        original, language = translates(path)
        assert f"{original}.md" in files
        # What a follow-up says in another language is on the page of its pledge.
        if "/uppfoljningar/" not in path:
            assert (site / in_language(language, original.removesuffix("/kommun")) / "index.html").is_file(), path
    assert sum("/loften/" in path for path in files) >= 70
    assert {translates(path)[1] for path in translations} == {"en", "lattlast"}


def test_killed_at_any_moment_every_page_is_whole_and_the_next_run_completes(content: Path, tmp_path: Path) -> None:
    """At two moments; soak/ does it a hundred times. Each killed run begins with what the one before it left."""

    def command(output: str) -> list[str]:
        return [sys.executable, "-m", "pledges", "site", "--content", str(content), "--output", str(tmp_path / output)]

    states = [
        (word, {**ENVIRONMENT, "DATE": day}) for word, day in (("Trafik", DAY.isoformat()), ("Trafiken", "2019-05-05"))
    ]
    clean = []
    for (word, settings), output in zip(states, ("out", "clean"), strict=True):
        write(content, {"amnen/trafik.md": PROVSTAD["amnen/trafik.md"].replace("Trafik", word)})
        started = time.monotonic()
        subprocess.run(command(output), cwd=ROOT, env=settings, check=True, capture_output=True)
        whole = time.monotonic() - started
        clean.append(tree(tmp_path / output))
    assert clean[0] != clean[1]
    for number, moment in enumerate((0.3, 0.7), 1):
        word, settings = states[number % 2]
        write(content, {"amnen/trafik.md": PROVSTAD["amnen/trafik.md"].replace("Trafik", word)})
        process = subprocess.Popen(
            command("out"),
            cwd=ROOT,
            env=settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(whole * moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for path, data in tree(tmp_path / "out").items():
            assert data in (clean[0].get(path), clean[1].get(path)), path
        subprocess.run(command("out"), cwd=ROOT, env=settings, check=True, capture_output=True)
        assert tree(tmp_path / "out") == clean[number % 2]


def test_a_shared_page_that_links_to_a_document_which_is_gone_is_told_of(content: Path, tmp_path: Path) -> None:
    document = content / "kommuner/ale/overenskommelser/avtal.pdf"
    document.write_bytes(PDF)
    text = "---\ntitel: Nyhet\ndatum: 2026-01-01\n---\nLäs [avtalet](../kommuner/ale/overenskommelser/avtal.pdf).\n"
    write(content, {"nyheter/nyhet.md": text})
    make_site(content, tmp_path / "out", geography=COUNTRY)
    document.unlink()
    assert "nyheter/nyhet.md:5 " in refused(content, tmp_path / "out")


def test_builds_at_once_wait_for_each_other_and_for_none_that_has_been_killed(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    command = [sys.executable, "-m", "pledges", "site", "--content", str(content), "--output"]

    def begun() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*command, str(output)],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def named(process: subprocess.Popen[str]) -> str:
        return rf"make site \(process {process.pid}\) arbetar i {output} sedan \d{{4}}-\d\d-\d\d kl\. \d\d\.\d\d\. Väntar …\n"

    def is_at_work() -> bool:
        return Holder.read((tmp_path / ".out.build/lock").read_text()) is not None

    first = begun()
    until(is_at_work)
    first.send_signal(signal.SIGSTOP)  # however long the others take to begin, it is at work then
    others = [begun() for _ in range(2)]
    for process in others:
        assert process.stderr is not None
        assert re.fullmatch(named(first), process.stderr.readline())
    first.kill()
    first.communicate()
    said = sorted((process.communicate()[1], process.returncode) for process in others)
    assert said[0] == ("", 0)
    assert re.fullmatch("|".join(map(named, others)), said[1][0]), said[1][0]
    assert said[1][1] == 0
    subprocess.run([*command, str(tmp_path / "clean")], cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    assert tree(output) == tree(tmp_path / "clean")


def test_a_picture_that_is_none_is_named_and_nothing_is_written(content: Path, tmp_path: Path) -> None:
    make_site(content, tmp_path / "out", geography=COUNTRY)
    good = tree(tmp_path / "out")
    (content / "kommuner/ale/loften/bild.jpg").write_text("ingen bild")
    file = content / "kommuner/ale/loften/2019.md"
    file.write_text(file.read_text() + "\n![Ett påhittat torg](bild.jpg)\n")
    assert "kommuner/ale/loften/bild.jpg:0 Filen är ingen bild" in refused(content, tmp_path / "out")
    assert tree(tmp_path / "out") == good


def test_a_picture_that_was_cut_short_is_named_and_nothing_is_written(content: Path, tmp_path: Path) -> None:
    make_site(content, tmp_path / "out", geography=COUNTRY)
    good = tree(tmp_path / "out")
    picture = content / "kommuner/ale/loften/bild.png"
    Image.effect_noise((200, 100), 50).save(picture)
    picture.write_bytes(picture.read_bytes()[:5000])
    file = content / "kommuner/ale/loften/2019.md"
    file.write_text(file.read_text() + "\n![Ett påhittat torg](bild.png)\n")
    assert "kommuner/ale/loften/bild.png" in refused(content, tmp_path / "out")
    assert tree(tmp_path / "out") == good


def test_an_empty_folder_does_not_replace_a_portal(content: Path, tmp_path: Path) -> None:
    make_site(content, tmp_path / "out", geography=COUNTRY)
    good = tree(tmp_path / "out")
    (tmp_path / "empty").mkdir()
    assert "Kontrollera att det är rätt mapp." in refused(tmp_path / "empty", tmp_path / "out")
    assert tree(tmp_path / "out") == good


def run_with(settings: str, content: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "settings.py"
    file.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n{settings}\n")
    words = ["site", "--content", str(content), "--output", str(tmp_path / "out"), "--settings", str(file)]
    return subprocess.run(
        [sys.executable, "-m", "pledges", *words],
        check=False,
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("DELETE_OUTPUT_DIRECTORY = True", "DELETE_OUTPUT_DIRECTORY ska vara False"),
        ("PLUGINS = []", "PLUGINS ska vara [plugin]"),
        ("PORTAL['logo'] = 'finns/inte.png'", "logo: filen finns/inte.png finns inte i theme/static/."),
        ("PORTAL['contact_email'] = 'anna'", "contact_email ska vara en e-postadress"),
        ("PUBLISH = True", "Inställningarna i settings.py behöver rättas:\n  contact_email är tom, och då kan ingen"),
        (
            "PUBLISH = DELETE_OUTPUT_DIRECTORY = True",
            "annars töms den förra portalen innan innehållet är läst.\n  contact_email är tom",
        ),
        ("PORTAL['namn'] = 'x'", "Inställningen ”namn” finns inte. Menade du name?"),
        ("x = (", "settings.py rad 4: en parentes ( [ eller { stängs inte"),
        ("x = {'a': 1\n'b': 2}", "settings.py rad 4: raden går inte att läsa."),
    ],
)
def test_mistakes_in_the_settings_are_told_without_a_traceback(
    settings: str, message: str, content: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/bygge.json").write_text("kept")
    ran = run_with(settings, content, tmp_path)
    assert ran.returncode == 1
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (tmp_path / "out/bygge.json").read_text() == "kept"
    assert not (tmp_path / "__pycache__").exists(), "settings lie among what the host saves"
