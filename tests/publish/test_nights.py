"""The nightly job on real git repositories: nothing that others do, and nothing that breaks, stops it for good.

`make` is a stand-in, so that a colleague can push while it builds; the guide's test runs the job with the real one.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.sites import write

ROOT = Path(__file__).resolve().parents[2]
MEMORY = "content/.utgivet/provby.jsonl"
LOG = "content/.utgivet/logg.txt"
TEXT = "content/kommuner/provby/loften/2019.md"
_MAKE = """\
#!/bin/sh
shift
[ "$1" != where ] || { cat "$WORK/where"; exit; }
[ "$1" != where-portals ] || { echo "$WORK/portaler.yaml"; exit; }
echo "$1" >> "$WORK/did"
case "$1" in
remove)
    sed -i 's/med ett namn/(borttaget)/' "content/$RECORD" content/.utgivet/provby.jsonl
    for word; do case "$word" in CHANGED=*) printf '%s\\0%s\\0.utgivet' "$RECORD" aldrig-sparad.png > "${word#*=}";; esac; done;;
gather)
    mkdir -p content/kommuner/provala; echo "hämtat $(wc -l < "$WORK/did")" > content/kommuner/provala/kommun.md; echo {} > content/.hamtat.json
    for word; do case "$word" in GATHERED=*) printf '.hamtat.json\\0kommuner/provala' > "${word#*=}";; esac; done;;
publish) echo "{\\"rad\\":\\"utgivet $(wc -l < "$WORK/did")\\"}" >> content/.utgivet/provby.jsonl; sh "$WORK/meanwhile";;
esac
grep -qx "$1" "$WORK/broken" || exit 0
cat "$WORK/because" >&2
exit 2
"""


@dataclass
class Night:
    """An origin, the server's clone and a colleague's, under `work`."""

    work: Path

    def __post_init__(self) -> None:
        write(self.work, {"meanwhile": "", "broken": "", "because": "", "where": "content\n", "bin/make": _MAKE})
        (self.work / "bin/make").chmod(0o755)
        write(self.work / "first", {MEMORY: '{"rad":"första"}\n{"rad":"med ett namn"}\n', TEXT: "text\n"})
        self.git("first", "init", "-q", "-b", "main")
        self.save("first", "Början")
        for name in ("origin.git", "server", "colleague"):
            source = "first" if name == "origin.git" else "origin.git"
            self.git("", "clone", "-q", *(["--bare"] if name == "origin.git" else []), source, name)
        for name in ("natt.sh", "minne.sh", "logg.sh", "minne.gitattributes"):
            text = (ROOT / "hosting/schema" / name).read_text(encoding="utf-8")
            write(self.work / "server", {f"hosting/schema/{name}": text})

    def git(self, where: str, *words: str) -> str:
        done = subprocess.run(
            ["git", "-C", self.work / where, *words], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        """A user of whom git knows nothing, as on a new computer; who commits in the tests is somebody."""
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(self.work), "LC_ALL": "C"}
        return {**os.environ, **own, "WORK": str(self.work), "PATH": f"{self.work}/bin:{os.environ['PATH']}"}

    def save(self, where: str, message: str) -> None:
        self.git(where, "add", "-A", "content")
        self.git(where, "-c", "user.name=K", "-c", "user.email=k@example.org", "commit", "-qm", message)

    def colleague(self, files: dict[str, str]) -> None:
        """A colleague pushes `files`."""
        self.git("colleague", "pull", "-q", "--rebase")
        write(self.work / "colleague", files)
        self.save("colleague", "Ändring")
        self.git("colleague", "push", "-q")

    def meanwhile(self, files: dict[str, str]) -> None:
        """A colleague pushes `files` while the portal is built, once."""
        write(self.work / "colleague", files)
        self.save("colleague", "Under tiden")
        write(self.work, {"meanwhile": f'git -C "{self.work}/colleague" push -q; : > "{self.work}/meanwhile"'})

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "hosting/schema/natt.sh", "/srv/loften", *words],
            cwd=self.work / "server",
            env=self.environment | variables,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
        )

    def remove(self) -> subprocess.CompletedProcess[str]:
        """As make remove RECORD=… TEXT=… TARGET=… runs it."""
        return self.run("ta-bort", RECORD=TEXT.removeprefix("content/"), TEXT="med ett namn")

    def state(self) -> tuple[bool, str]:
        stored = json.loads((self.work / "server/natt.json").read_text())
        return stored["lyckades"], stored["gick inte"]

    def reason(self) -> str:
        return str(json.loads((self.work / "server/natt.json").read_text())["orsak"])

    def at_origin(self, path: str) -> list[str]:
        return self.git("origin.git", "show", f"main:{path}").splitlines()

    def did(self) -> list[str]:
        return (self.work / "did").read_text().splitlines()

    def is_at_rest(self) -> bool:
        """Whether the server is on its branch, with nothing unsent."""
        return self.git("server", "status", "-sb", "--untracked-files=no").splitlines() == ["## main...origin/main"]


@pytest.fixture
def night(tmp_path: Path) -> Night:
    return Night(tmp_path)


def test_a_night_publishes_deploys_and_saves_what_was_published(night: Night) -> None:
    done = night.run()
    assert (done.returncode, done.stderr, night.state(), night.reason()) == (0, "", (True, ""), "")
    assert night.did() == ["publish", "deploy"]
    assert night.at_origin(MEMORY) == ['{"rad":"första"}', '{"rad":"med ett namn"}', '{"rad":"utgivet 1"}']
    assert night.is_at_rest()


def test_what_a_colleague_pushes_between_is_taken_up_and_it_is_sent_all_the_same(night: Night) -> None:
    theirs = '{"rad":"första"}\n{"rad":"med ett namn"}\n{"rad":"deras"}\n'
    night.meanwhile({TEXT: "ny text\n", MEMORY: theirs})
    done = night.run()
    assert (done.returncode, night.state()) == (0, (True, ""))
    assert sorted(night.at_origin(MEMORY)) == sorted([*theirs.splitlines(), '{"rad":"utgivet 1"}'])
    assert night.at_origin(TEXT) == ["ny text"]
    assert night.is_at_rest()
    assert night.run().returncode == 0


def test_what_a_colleague_has_removed_from_the_memory_stays_away(night: Night) -> None:
    night.meanwhile({MEMORY: '{"rad":"första"}\n{"rad":"tömd"}\n'})
    assert night.run().returncode == 0
    assert night.at_origin(MEMORY) == ['{"rad":"första"}', '{"rad":"tömd"}', '{"rad":"utgivet 1"}']


def test_a_log_that_goes_on_from_the_others_is_taken_up_and_two_that_differ_are_never_mixed(night: Night) -> None:
    night.colleague({LOG: "1\n"})
    night.run()
    write(night.work / "server", {LOG: "1\n2 här\n"})
    night.colleague({LOG: "1\n2 där\n"})
    night.run()
    assert night.at_origin(LOG) == ["1", "2 där"]
    write(night.work / "server", {LOG: "1\n2 där\n3 här\n"})
    night.colleague({TEXT: "en annan text\n"})
    night.run()
    assert night.at_origin(LOG) == ["1", "2 där", "3 här"]


def test_what_was_said_of_a_failure_is_told_to_whoever_watches_the_state(night: Night) -> None:
    said = (
        'Någon har gått tillbaka till utgåva 3 ("igår"), och den ligger kvar.\n'
        "\tKör make publish \\ make deploy.\nmake: *** [Makefile:69: deploy] Error 1\nmake[1]: *** [x] Error 2\n"
    )
    write(night.work, {"broken": "deploy\n", "because": said})
    done = night.run()
    assert (done.returncode, night.state()) == (1, (False, "lägga ut"))
    assert night.reason() == (
        'lägga ut: Någon har gått tillbaka till utgåva 3 ("igår"), och den ligger kvar. Kör make publish \\ make deploy.'
    )
    assert done.stderr == f"{said}Natten: lägga ut gick inte.\n"
    write(night.work, {"broken": ""})
    assert (night.run().returncode, night.state(), night.reason()) == (0, (True, ""), "")


def test_texts_that_collide_are_told_of_and_the_day_moves_on_all_the_same(night: Night) -> None:
    write(night.work / "server", {TEXT: "ändrad på servern\n"})
    night.save("server", "På servern")
    night.colleague({TEXT: "ändrad av en kollega\n"})
    for _ in range(2):
        done = night.run()
        assert done.returncode == 1
        assert "Natten: hämta ändringar gick inte." in done.stderr
        assert night.state() == (False, "hämta ändringar, skicka det som gavs ut")
        assert night.reason().startswith("hämta ändringar: ")
        assert "; skicka det som gavs ut: " in night.reason()
    assert night.did() == ["publish", "deploy"] * 2
    assert (night.work / "server" / TEXT).read_text() == "ändrad på servern\n"
    night.colleague({TEXT: "ändrad på servern\n"})
    assert (night.run().returncode, night.state()) == (0, (True, ""))
    assert night.is_at_rest()


def test_a_night_without_the_network_is_made_up_for_by_the_next(night: Night) -> None:
    origin, away = night.work / "origin.git", night.work / "away"
    origin.rename(away)
    assert night.run().returncode == 1
    assert night.state() == (False, "hämta ändringar, skicka det som gavs ut")
    away.rename(origin)
    night.colleague({TEXT: "ny text\n"})
    assert (night.run().returncode, night.state()) == (0, (True, ""))
    assert night.at_origin(MEMORY)[2:] == ['{"rad":"utgivet 1"}', '{"rad":"utgivet 3"}']


@pytest.mark.parametrize(
    ("step", "told", "did"),
    [("publish", "bygga", ["publish"]), ("deploy", "lägga ut", ["publish", "deploy"])],
)
def test_what_breaks_is_told_and_nothing_old_is_put_out(night: Night, step: str, told: str, did: list[str]) -> None:
    write(night.work, {"broken": f"{step}\n"})
    done = night.run()
    assert (done.returncode, done.stderr, night.state()) == (1, f"Natten: {told} gick inte.\n", (False, told))
    assert night.did() == did
    assert night.is_at_rest()


def test_what_a_killed_night_leaves_behind_stops_no_other(night: Night) -> None:
    lock = night.work / "server/.git/index.lock"
    lock.touch()
    os.utime(lock, (0, 0))
    write(night.work / "server", {MEMORY: '{"rad":"första"}\n{"rad":"med ett namn"}\n{"rad":"utgivet, inte sparat"}\n'})
    night.colleague({TEXT: "ny text\n"})
    assert night.run().returncode == 0
    assert '{"rad":"utgivet, inte sparat"}' in night.at_origin(MEMORY)
    write(night.work / "server", {TEXT: "ändrad på servern\n"})
    night.save("server", "På servern")
    night.colleague({TEXT: "ändrad av en kollega\n"})
    stopped = subprocess.run(
        ["git", "-C", night.work / "server", "-c", "user.name=K", "-c", "user.email=k@x.org", "pull", "-q", "--rebase"],
        env=night.environment,
        capture_output=True,
        check=False,
    )
    assert stopped.returncode != 0
    night.colleague({TEXT: "ändrad på servern\n"})
    assert (night.run().returncode, night.state()) == (0, (True, ""))


@pytest.mark.parametrize("said_in", ["egen.mk", "the surroundings"])
def test_content_in_a_repository_of_its_own_is_what_is_pulled_and_pushed(night: Night, said_in: str) -> None:
    portal, content = night.work / "portal", night.work / "server/content"
    write(portal, {"Makefile": ""})
    (night.work / "server/hosting").rename(portal / "hosting")
    (portal / "content").symlink_to(content)
    write(night.work, {"where": f"{content}\n" if said_in == "egen.mk" else "nowhere\n"})
    done = subprocess.run(
        ["sh", "hosting/schema/natt.sh", "/srv/loften"],
        cwd=portal,
        env={**night.environment, **({} if said_in == "egen.mk" else {"CONTENT": str(content)})},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert len(night.at_origin(MEMORY)) == 3


DONE = "Klart: uppgifterna är borta ur allt som ligger i /srv/loften.\n"


def test_a_removal_is_taken_out_saved_put_out_sent_and_looked_for_in_one_run(night: Night) -> None:
    night.colleague({TEXT: "text med ett namn\n", "content/om.md": "nytt\n"})
    night.meanwhile({"content/om.md": "nyare\n"})
    write(night.work / "server", {"content/halvskrivet.md": "ännu inte färdigt"})
    done = night.remove()
    assert (done.returncode, done.stderr, done.stdout, night.state()) == (0, "", DONE, (True, ""))
    assert night.did() == ["remove", "publish", "deploy", "verify"]
    assert night.at_origin(TEXT) == ["text (borttaget)"]
    assert night.at_origin(MEMORY) == ['{"rad":"första"}', '{"rad":"(borttaget)"}', '{"rad":"utgivet 2"}']
    assert night.at_origin("content/om.md") == ["nyare"]
    assert night.is_at_rest()
    assert night.git("server", "status", "--porcelain", "content") == "?? content/halvskrivet.md\n"
    assert "Uppgifter borttagna" in night.git("origin.git", "log", "--format=%s", "main")


def test_a_removal_that_is_refused_puts_nothing_out(night: Night) -> None:
    write(night.work, {"broken": "remove\n", "because": "Filen finns inte.\n"})
    done = night.remove()
    assert (done.returncode, done.stderr) == (1, "Filen finns inte.\nBorttagningen: ta bort uppgifterna gick inte.\n")
    assert night.did() == ["remove"]
    assert not (night.work / "server/natt.json").exists(), "no night has been, and none has failed"


@pytest.mark.parametrize("step", ["publish", "deploy"])
def test_a_removal_that_does_not_go_out_says_that_it_is_still_shown(night: Night, step: str) -> None:
    write(night.work / "server", {TEXT: "text med ett namn\n"})
    write(night.work, {"broken": f"{step}\n"})
    done = night.remove()
    assert done.returncode == 1
    assert done.stderr.endswith(
        "Uppgifterna är borta ur innehållet men ligger kvar i /srv/loften. Rätta det som sägs ovan, och kör samma kommando igen.\n"
    )
    assert night.at_origin(TEXT) == ["text (borttaget)"]
    write(night.work, {"broken": ""})
    assert (night.remove().stdout, night.state()) == (DONE, (True, ""))


def test_a_removal_goes_out_also_where_the_others_can_not_be_reached_or_have_written_in_the_same_place(
    night: Night,
) -> None:
    origin, away = night.work / "origin.git", night.work / "away"
    origin.rename(away)
    done = night.remove()
    assert done.returncode == 1
    assert done.stderr.endswith(
        "Uppgifterna är borta ur det som ligger i /srv/loften, men resten är inte gjort: hämta ändringar, skicka det som gavs ut. "
        "Nästa natt gör om det.\n"
    )
    away.rename(origin)
    assert (night.run().returncode, night.state()) == (0, (True, ""))
    night.colleague({TEXT: "text med ett namn\n"})
    night.meanwhile({TEXT: "text med ett namn till\n"})
    done = night.remove()
    assert (done.returncode, night.state()) == (1, (False, "skicka det som gavs ut"))
    assert "men resten är inte gjort: skicka det som gavs ut." in done.stderr
    assert (night.work / "server" / TEXT).read_text() == "text (borttaget)\n"


def test_words_that_stood_nowhere_are_not_said_to_be_removed(night: Night) -> None:
    """They may be misspelt."""
    make = night.work / "bin/make"
    make.write_text(make.read_text().replace("'%s\\0%s\\0.utgivet' \"$RECORD\" aldrig-sparad.png", ".utgivet"))
    done = night.remove()
    assert (done.returncode, night.did()) == (0, ["remove", "publish", "deploy", "verify"])
    assert done.stdout == (
        "OBS! Orden stod inte i filen nu. Är de rätt skrivna, eller togs de bort förut, står de inte heller i /srv/loften.\n"
    )


def test_words_that_are_still_shown_after_a_removal_are_told_of(night: Night) -> None:
    write(night.work, {"broken": "verify\n", "because": "Orden står i index.html\n"})
    done = night.remove()
    assert done.returncode == 1
    assert done.stderr == (
        "Orden står i index.html\nBorttagningen: ta bort uppgifterna överallt gick inte.\n"
        "Står orden i fler filer i innehållet, kör samma kommando för var och en av dem.\n"
    )


def test_the_makefile_says_where_the_content_lies(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)

    def where(*words: str) -> str:
        command = ["make", "--no-print-directory", "where", *words]
        environment = {name: value for name, value in os.environ.items() if name not in ("CONTENT", "MAKEFLAGS")}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout

    assert where() == "content\n"
    write(tmp_path, {"egen.mk": "CONTENT := /srv/vårt innehåll\n"})
    assert where() == "/srv/vårt innehåll\n"
    assert where("CONTENT=annat") == "annat\n"


def test_content_outside_version_control_is_published_all_the_same(night: Night) -> None:
    shutil.rmtree(night.work / "server/.git")
    assert (night.run().returncode, night.state()) == (0, (True, ""))
    assert night.did() == ["publish", "deploy"]


@pytest.fixture
def mailed(night: Night) -> Night:
    """A night on a machine that can send letters."""
    write(night.work, {"bin/sendmail": f"#!/bin/sh\ncat > {night.work}/letter\n"})
    (night.work / "bin/sendmail").chmod(0o755)
    shutil.copy(ROOT / "hosting/schema/larm.sh", night.work / "server/hosting/schema/larm.sh")
    return night


def alarm(night: Night) -> str:
    """The letter that the alarm sends; it says the same where it stands."""
    done = subprocess.run(
        ["sh", "hosting/schema/larm.sh"],
        cwd=night.work / "server",
        env={**night.environment, "ALARM": "loften@loften.example"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    letter = (night.work / "letter").read_text()
    assert letter.startswith("To: loften@loften.example\nSubject: Portalen: natten gick inte\n")
    assert done.stderr.strip() in letter
    return letter


def test_the_alarm_says_what_did_not_work_to_the_mailbox_that_is_given(mailed: Night) -> None:
    write(mailed.work, {"broken": "deploy\n", "because": "Det är fullt där.\n"})
    mailed.run()
    assert '"lyckades":false,"gick inte":"lägga ut","orsak":"lägga ut: Det är fullt där."}' in alarm(mailed)


def test_a_night_that_was_killed_is_not_told_of_as_the_one_before(mailed: Night) -> None:
    """As by a time limit, or when the memory is full: it has no last word of its own."""
    assert (mailed.run().returncode, mailed.state()) == (0, (True, ""))
    write(mailed.work, {"meanwhile": "kill -KILL 0"})
    assert mailed.run().returncode < 0
    assert '"lyckades":false,"gick inte":"körningen avbröts"' in alarm(mailed)
    assert mailed.state() == (False, "körningen avbröts")
    write(mailed.work, {"meanwhile": ""})
    assert (mailed.run().returncode, mailed.state()) == (0, (True, ""))
    assert not (mailed.work / "server/natt.json.ny").exists()


def test_what_other_portals_have_is_gathered_and_saved_before_it_is_built(night: Night) -> None:
    write(night.work, {"portaler.yaml": "portaler: []\n"})
    write(
        night.work / "server",
        {"content/kommuner/provala/eget.md": "påbörjat\n", "content/nyheter/eget.md": "påbörjat\n"},
    )
    assert night.run().returncode == 0
    assert night.did() == ["gather", "publish", "deploy"]
    assert night.at_origin("content/kommuner/provala/kommun.md") == ["hämtat 1"]
    assert night.at_origin("content/.hamtat.json") == ["{}"]
    # What a person has begun on the same computer is not saved with it.
    assert "nyheter" not in night.git("origin.git", "ls-tree", "-r", "main", "content")


def test_a_portal_that_is_down_is_told_of_and_the_rest_goes_out(night: Night) -> None:
    write(
        night.work,
        {"portaler.yaml": "portaler: []\n", "broken": "gather\n", "because": "FEL Provbys löften gav inget.\n"},
    )
    assert night.run().returncode == 1
    assert night.did() == ["gather", "publish", "deploy"]
    assert night.state() == (False, "hämta från andra portaler")
    assert "FEL Provbys löften gav inget." in night.reason()
    assert night.at_origin("content/kommuner/provala/kommun.md") == ["hämtat 1"]


def test_nothing_is_gathered_while_something_is_removed(night: Night) -> None:
    write(night.work, {"portaler.yaml": "portaler: []\n"})
    night.remove()
    assert "gather" not in night.did()
