"""The operator's guide, docs/drift.md: every command in it is run here, in order, and must do what the guide says.

On a clone of this working tree, with the guide's folders and addresses exchanged for a sandbox's. What acts on the
whole machine is stood in for: `sudo` runs the rest, `systemctl` starts and reloads a real nginx of the test's own,
`apt-get` installs what is missing, `a2enmod` and `a2ensite` look for what they are given.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from pledges.content.geography import load
from pledges.newsroom.settings import read_served
from pledges.publish import manifest
from pledges.publish.deploy import folder
from support import programs, servers
from support.depth import short_or_whole
from support.sites import write
from support.small_site import publish_small

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/drift.md").read_text(encoding="utf-8")
KEPT = ("arboga", "lulea")
# In the settings that come with the portal, by who keeps content and settings there.
OUR_WORDS = """sed -i 's#"CONTACT_EMAIL", AT_HOME.*)#"CONTACT_EMAIL", "loften@loften.example.se")#' publishconf.py
sed -i 's#Portalens utvecklare#Exempelkommunen#; s#, och ingen myndighet driver den##' pelicanconf.py"""
_ELSEWHERE = re.compile(rb"\.\./kommuner/(?!arboga/|lulea/)")


def commands(text: str) -> list[str]:
    """Every line of every block of commands."""
    return [line for block in re.findall(r"^```sh\n(.*?)^```", text, re.S | re.M) for line in block.splitlines()]


def at_ports(line: str, *, http: int, https: int) -> str:
    """The guide's question to the server on this machine, where that has other ports than the usual."""
    host = "loften.example.se"
    here = f"--connect-to {host}:80:127.0.0.1:{http} --connect-to {host}:443:127.0.0.1:{https}"
    return line.replace("--connect-to ::localhost:", here)


class Sandbox:
    """A machine of the guide's own under `work`."""

    def __init__(self, work: Path, stack: ExitStack) -> None:
        self.work = work
        self.stack = stack
        self.home = work / "home"
        self.port = servers.free_port()
        self.here = self.home
        self.started = False
        self.also: Mapping[str, str] = {}
        self.day = date(2026, 11, 1)
        self._shims()
        self._origin()
        for place in (
            "home",
            "srv",
            "etc/nginx/conf.d",
            "etc/apache2/sites-available",
            "etc/caddy",
            "etc/cron.d",
            "etc/default",
            "etc/systemd/system",
        ):
            (work / place).mkdir(parents=True, exist_ok=True)

    def _shims(self) -> None:
        tools = self.work / "bin"
        tools.mkdir()
        stamp = Path(sys.prefix) / "site"
        make = f'exec /usr/bin/make -o "{stamp}" VENV="{sys.prefix}" MAKE="{tools}/make" "$@"'
        shims = {
            "sudo": 'exec "$@"',
            "make": make,
            "apt-get": (
                'case "$1" in update) exit 0;; esac; shift\n'
                'for one in "$@"; do case "$one" in -y) ;; *) dpkg -s "$one" >/dev/null 2>&1 || '
                'DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 /usr/bin/apt-get install -qy --no-install-recommends "$one" || exit 1;; esac; done'
            ),
            "a2enmod": 'for one in "$@"; do test -f "/etc/apache2/mods-available/$one.load" || exit 1; done',
            "a2dissite": 'test "$1" = 000-default',
            "a2ensite": f'test -f "{self.work}/etc/apache2/sites-available/$1.conf"',
            "nginx": f'exec {programs.find("nginx")} -c "{self.work}/nginx.conf" -e "{self.work}/nginx.log" "$@"',
        }
        for name, text in shims.items():
            (tools / name).write_text(f"#!/bin/sh\n{text}\n")
            (tools / name).chmod(0o755)
        owner = "user root;" if os.geteuid() == 0 else ""
        (self.work / "nginx.conf").write_text(
            f"{owner} daemon off; pid {self.work}/nginx.pid; include /etc/nginx/modules-enabled/*.conf;\n"
            f"events {{}}\nhttp {{ access_log off; {servers.nginx_temporary(self.work)} include {self.work}/etc/nginx/conf.d/*.conf; }}\n"
        )

    def _origin(self) -> None:
        """What the guide clones: this working tree with a few municipalities, and without compression and search.

        The country that it knows of is two counties: the pages of all that have entered nothing take a minute to put out afar.
        """
        tree = self.work / "tree"
        listed = subprocess.run(
            ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            capture_output=True,
            check=True,
        )
        for path in listed.stdout.decode().split("\0"):
            parts = path.split("/")
            if parts[0] == "content" and not self._is_kept(path, parts):
                continue
            if path and (ROOT / path).is_file():
                (tree / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / path, tree / path)
        self._of_two_counties(tree / "data")
        settings = tree / "publishconf.py"
        quick = settings.read_text().replace('"compress": True', '"compress": False, "search": False')
        assert '"search": False' in quick
        settings.write_text(quick)
        self.run(
            "git init -q -b main && git add -A && git -c user.name=Prov -c user.email=prov@example.org commit -qm Början"
            " && git clone -q --bare . ../origin.git && git init -q --bare -b main ../innehall.git",
            tree,
        )

    def _of_two_counties(self, data: Path) -> None:
        """Leave in the reference data what is of the counties that the kept municipalities lie in."""
        head, *rows = (data / "municipalities.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        counties = {row.split(",")[4] for row in rows if row.split(",")[1] in KEPT}
        kept = [row for row in rows if row.split(",")[4] in counties]
        (data / "municipalities.csv").write_text("".join((head, *kept)), encoding="utf-8")
        codes = {row.split(",")[0] for row in kept}
        for name in ("postal_codes.csv", "city_parts.csv", "districts.csv", "postal_code_corrections.csv"):
            head, *rows = (data / name).read_text(encoding="utf-8").splitlines(keepends=True)
            place = -1 if name == "postal_codes.csv" else 1
            of_them = (row for row in rows if set(row.rstrip().split(",")[place].split()) <= codes)
            (data / name).write_text("".join((head, *of_them)), encoding="utf-8")

    def _is_kept(self, path: str, parts: list[str]) -> bool:
        """Whether a content file is in the sandbox: a few municipalities, and what links to no other."""
        if parts[1] == "kommuner":
            return parts[2] in KEPT
        if parts[1] == "polisen":
            return any(name.encode() in (ROOT / path).read_bytes() for name in KEPT)
        linking = parts[1] in ("aktorer", "nyheter") and _ELSEWHERE.search((ROOT / path).read_bytes()) is not None
        return parts[1] != ".utgivet" and not linking

    def run(self, command: str, where: Path | None = None) -> None:
        """Run one line as the guide's reader would; fails with all that it said."""
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CI")},
            "HOME": str(self.home), "USER": "root" if os.geteuid() == 0 else os.environ.get("USER", ""),
            "PATH": f"{self.work}/bin:{os.environ['PATH']}:/usr/sbin", "DATE": self.day.isoformat(),
            "GIT_CONFIG_GLOBAL": str(self.home / ".gitconfig"), "GIT_CONFIG_NOSYSTEM": "1", **self.also,
        }  # fmt: skip
        environment.pop("PYTHONPATH", None)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=where or self.here,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"

    def follow(self, line: str) -> None:
        """Do what a line of the guide says, in the sandbox."""
        line = line.replace("https://example.org/loften.git", str(self.work / "origin.git"))
        line = line.replace("https://example.org/innehall.git", str(self.work / "innehall.git"))
        line = re.sub(r"(?<![\w./])/(srv|etc)/", rf"{self.work}/\1/", line)
        line = at_ports(line, http=self.port, https=self.port)
        if line.startswith("cd "):
            self.here = Path(line.removeprefix("cd ").replace("~", str(self.home)))
        elif line.startswith("sudo systemctl"):
            self._systemctl(line.split()[2:])
        else:
            # Each publication is on a day of its own, so that there is something new to lay out.
            self.day += timedelta(days=line.startswith(("make publish", "sh ")) or "natt.sh" in line)
            self.run(line)
            for name in ("loften", "redigering"):
                if f"nginx/{name}.conf" in line:
                    self._adapt(self.work / f"etc/nginx/conf.d/{name}.conf")

    def reached(self, kind: str, place: Path) -> str:
        """The target that is `place` on this machine, or storage that is fetched there, in one of the four ways."""
        if kind == "folder":
            return "/srv/loften"
        sender = "rclone" if kind == "s3" else "rsync"
        programs.need(sender)
        work = self.work / kind
        work.mkdir()
        place.mkdir(parents=True)
        if kind == "s3":
            self.also = self.stack.enter_context(servers.storage(work))
            return "s3:lager:loften"
        _, settings = self.stack.enter_context(servers.ssh_server(work))
        # ssh looks for its settings in the user's real home.
        for name in ("ssh", "sftp"):
            (self.work / "bin" / name).write_text(f'#!/bin/sh\nexec {programs.find(name)} -F {settings} "$@"\n')
            (self.work / "bin" / name).chmod(0o755)
        return f"{kind}://prov{place}"

    def _adapt(self, place: Path) -> None:
        text = place.read_text(encoding="utf-8").replace("/srv/loften", f"{self.work}/srv/loften")
        text = text.replace("listen [::]:80;", "").replace("listen 80;", f"listen 127.0.0.1:{self.port};")
        place.write_text(text, encoding="utf-8")

    def _systemctl(self, words: list[str]) -> None:
        if words == ["reload", "nginx"] and not self.started:
            command = [str(self.work / "bin/nginx")]
            self.stack.enter_context(servers.running(command, self.port, self.work / "nginx.out"))
            self.started = True
        elif words == ["reload", "nginx"]:
            self.run("nginx -s reload")
        elif words[0] == "reload":
            assert words[1] in ("apache2", "caddy")
        elif words == ["daemon-reload"]:
            assert (self.work / "etc/systemd/system/loften.timer").exists()
        elif words == ["start", "loften.service"]:
            text = (self.work / "etc/systemd/system/loften.service").read_text(encoding="utf-8")
            assert "\nExecStart=/bin/sh hosting/schema/natt.sh /srv/loften\n" in text
            self.follow("sh hosting/schema/natt.sh /srv/loften")
        elif words == ["enable", "--now", "redigering.service"]:
            unit = (self.work / "etc/systemd/system/redigering.service").read_text(encoding="utf-8")
            assert " edit SERVE=/etc/redigering/redigering.toml\n" in unit
            settings = self.work / "etc/redigering"
            assert [path.stat().st_mode & 0o777 for path in (settings, *settings.iterdir())] == [0o700, 0o600, 0o600]
            (settings / "hemlighet").write_text("som tjänsten har gett\n", encoding="utf-8")
            assert read_served(settings / "redigering.toml", load()).people
        else:
            assert words == ["enable", "--now", "loften.timer"]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    programs.need("nginx", "brotli i nginx", "apache2", "caddy", "curl")
    with servers.shared_folder() as work, ExitStack() as stack:
        yield Sandbox(work, stack)


def test_every_command_in_the_guide(sandbox: Sandbox) -> None:
    lines = commands(GUIDE)
    assert len(lines) > 40
    for line in lines:
        if line.endswith(" LATEST=ja"):
            assert_that_a_night_leaves_what_is_restored(sandbox)
        sandbox.follow(line)
    current = sandbox.work / "srv/loften/current"
    assert "Uppgifterna pekade ut en enskild." in (current / "kommuner/arboga/loften/centrum/index.html").read_text()
    assert (current / ".well-known/security.txt").read_text().startswith("Contact: mailto:loften@loften.example.se\n")
    server = servers.Server("nginx", sandbox.port)
    sandbox.run("nginx -s reload")
    assert server.get("/", Host="loften.example.se").status == 200
    sandbox.run('test -z "$(git status --porcelain)"', sandbox.home / "loften")
    # What was restored was sent, and after it only the list of who examines what.
    sandbox.run("git fetch --quiet origin main", sandbox.home / "loften-igen")
    sandbox.run('test "$(git rev-parse HEAD)" = "$(git rev-parse FETCH_HEAD~1)"', sandbox.home / "loften-igen")
    assert (sandbox.home / "loften-igen/content/.utgivet").is_dir()
    assert (sandbox.home / "loften-innehall/CODEOWNERS").read_text().startswith("# Skrivs av make codeowners")


def assert_that_a_night_leaves_what_is_restored(sandbox: Sandbox) -> None:
    shown = (sandbox.work / "srv/loften/current").resolve()
    told = '"gick inte":"lägga ut","orsak":"lägga ut: Någon har gått tillbaka till utgåva '
    night = f"! sh hosting/schema/natt.sh /srv/loften && grep -q '{told}' natt.json"
    sandbox.follow(night)
    assert (sandbox.work / "srv/loften/current").resolve() == shown


@pytest.mark.parametrize("kind", short_or_whole(["folder", "sftp"], ["folder", "ssh", "sftp", "s3"]))
def test_a_name_is_out_of_every_public_file_after_one_command_whatever_else_is_wrong(
    sandbox: Sandbox, kind: str
) -> None:
    """A rehearsal: one name, a typo in another municipality, and a colleague who pushes."""
    public = sandbox.work / "srv/loften"
    target = sandbox.reached(kind, public)
    name, here, night = "Anna Exempelsson", sandbox.home / "loften", f"sh hosting/schema/natt.sh {target}"
    sandbox.follow("git clone https://example.org/loften.git ~/loften")
    sandbox.here = here
    for line in (line for line in commands(GUIDE) if line.startswith("git config")):
        sandbox.follow(line)
    sandbox.run(OUR_WORDS)
    sandbox.run("git commit -qam Adress")
    pledge = here / "content/kommuner/arboga/loften/centrum.md"
    pledge.write_text(pledge.read_text() + f"\n{name} har klagat på belysningen.\n", encoding="utf-8")
    sandbox.run("git commit -qm Text content")
    sandbox.follow(night)

    def holding() -> list[Path]:
        if kind == "s3":
            sandbox.run(f"rclone sync lager:loften {public}")
        return [one for one in public.rglob("*") if one.is_file() and name.encode() in one.read_bytes()]

    assert holding()
    typo = next(iter(sorted((here / "content/kommuner/lulea/loften").glob("*.md"))))
    typo.write_text(typo.read_text().replace("titel:", "titel", 1), encoding="utf-8")
    sandbox.run("git commit -qm Stavfel content/kommuner/lulea")
    sandbox.run(f"git clone -q {sandbox.work}/origin.git colleague", sandbox.home)
    sandbox.run("echo >> README.md && git commit -qam Kollega && git push -q", sandbox.home / "colleague")
    line = next(line for line in commands(GUIDE) if line.startswith("make remove") and "TEXT=" in line)
    assert f'TEXT="{name}" TARGET=/srv/loften' in line
    sandbox.follow(line.replace("TARGET=/srv/loften", f"TARGET={target}"))
    assert holding() == []
    made = manifest.read(public / "current" if kind in ("folder", "ssh") else public)
    assert made is not None
    assert made.held == ("kommuner/lulea",)
    sandbox.run("git fetch -q && git diff --quiet origin/main")
    # A grep that stops at the first match would end git's output in the middle, which pipefail takes for a failure.
    sandbox.run("git show origin/main --format=%s --stat HEAD~1 | grep 'Uppgifter borttagna' >/dev/null")
    assert [one.name for one in public.glob("releases/*")] == (["000002"] if kind in ("folder", "ssh") else [])
    if kind == "folder":
        # It is the host's choice: who wants all or nothing gets nothing while the typo stands.
        write(
            here, {"publishconf.py": f"{(here / 'publishconf.py').read_text()}PORTAL['keep_last_published'] = False\n"}
        )
        sandbox.run("! make publish 2>said && grep 'måste rättas innan portalen kan byggas' said")


def test_who_has_the_content_in_the_portals_own_repository_moves_it_out_as_the_guide_says(sandbox: Sandbox) -> None:
    """And then an upgrade is one pull again: what was theirs stands in the new repository, memory and all."""
    (block,) = (one for one in re.findall(r"^```text\n(.*?)^```", GUIDE, re.S | re.M) if "git reset --hard" in one)
    lines = [re.split(r" {2,}", line)[0] for line in block.splitlines()]
    sandbox.follow("git clone https://example.org/loften.git ~/loften")
    sandbox.here = sandbox.home / "loften"
    for line in (line for line in commands(GUIDE) if line.startswith("git config")):
        sandbox.follow(line)
    ours = "kommuner/arboga/kommun.md"
    text = f"{(sandbox.here / 'content' / ours).read_text(encoding='utf-8')}\nVår text.\n"
    write(sandbox.here, {f"content/{ours}": text})
    sandbox.run(OUR_WORDS)
    sandbox.follow("make publish")
    sandbox.run("git add --all content && git commit -qam Vårt")
    upstream = (
        "git clone -q ../origin.git upstream && cd upstream && echo >> README.md && git commit -qam Nytt && git push -q"
    )
    sandbox.run(upstream, sandbox.home)
    sandbox.run("! git pull --ff-only")
    for line in lines:
        sandbox.follow(line)
    for line in (line for line in commands(GUIDE) if line.startswith(("echo ", "sed ")) and "loften-innehall" in line):
        sandbox.follow(line)
    moved = sandbox.home / "loften-innehall/content"
    assert (moved / ours).read_text(encoding="utf-8") == text
    assert (sandbox.home / "loften-innehall/loften.py").is_file()
    sandbox.run("git add . && git commit -qm Innehåll", moved.parent)
    sandbox.run("git pull --ff-only && git diff --quiet origin/main")
    remembered = {one.name: one.read_bytes() for one in (moved / ".utgivet").iterdir()}
    assert remembered
    sandbox.follow("make publish")
    assert {
        name: (moved / ".utgivet" / name).read_bytes()[: len(data)] for name, data in remembered.items()
    } == remembered
    assert "Vår text." in (sandbox.here / "public/kommuner/arboga/index.html").read_text(encoding="utf-8")


@contextmanager
def caddy_with_https(root: Path, work: Path) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Caddy as the guide sets it up, with a certificate of its own making; gives its two ports and whom curl trusts."""
    programs.need("caddy")
    http, https, admin = servers.free_port(), servers.free_port(), servers.free_port()
    options = f"admin 127.0.0.1:{admin}\nlocal_certs\nskip_install_trust\nhttp_port {http}\nhttps_port {https}"
    main = work / "Caddyfile"
    main.write_text(f"{{\n{options}\n}}\n{(ROOT / 'hosting/caddy/Caddyfile').read_text(encoding='utf-8')}")
    own = {"LOFTEN_MAPP": str(root), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work), "HOME": str(work)}
    command = [programs.find("caddy") or "caddy", "run", "--config", str(main), "--adapter", "caddyfile"]
    with servers.running(command, https, work / "caddy.log", environment=own):
        yield http, https, {"CURL_CA_BUNDLE": str(work / "caddy/pki/authorities/local/root.crt")}


@contextmanager
def plainly(
    start: Callable[[Path, Path], AbstractContextManager[servers.Server]], root: Path, work: Path
) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """A server without https, in the form of the one with."""
    with start(root, work) as server:
        yield server.port, server.port, {}


@pytest.mark.parametrize("kind", ["nginx", "apache", "caddy", "caddy without https"])
def test_the_guides_question_tells_whether_it_is_the_portal_that_answers(kind: str) -> None:
    """Also where port 80 only leads to https, and where a server answers what it has not been asked to serve."""
    questions = {line for line in commands(GUIDE) if line.startswith("curl ")}
    assert len(questions) == 1
    with ExitStack() as stack:
        work = stack.enter_context(servers.shared_folder())
        publish_small(work / "site")
        folder.deploy(work / "site", work / "web")
        root = work / "web/current"
        started = {
            "nginx": lambda: plainly(servers.nginx, root, work),
            "apache": lambda: plainly(servers.apache, root, work),
            "caddy": lambda: caddy_with_https(root, work),
            "caddy without https": lambda: plainly(servers.caddy, root, work),
        }[kind]()
        http, https, trusted = stack.enter_context(started)

        def asked() -> tuple[bool, str]:
            line = at_ports(questions.copy().pop(), http=http, https=https)
            environment = {**os.environ, **trusted}
            done = subprocess.run(["sh", "-c", line], env=environment, capture_output=True, text=True, check=False)
            return done.returncode == 0, done.stdout

        if kind == "caddy without https":
            assert asked() == (False, ""), "it has another name"
            return
        assert asked() == (True, '{"dag":"2026-11-22"}\n')
        root.unlink()
        assert asked() == (False, "")


def test_what_the_guide_names_is_there() -> None:
    for path in re.findall(
        r"`((?:hosting|docs|tests|plugins)/[^`]+)`", GUIDE + (ROOT / "docs/sakerhet.md").read_text()
    ):
        assert (ROOT / path).exists(), path
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:^|[`/])make (?:--\S+ )*([a-z]+)", GUIDE, re.M)):
        assert re.search(rf"^{target}:", makefile, re.M), target


@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml", "loften.service", "crontab"])
def test_a_schedule_runs_what_the_guide_says(name: str) -> None:
    text = (ROOT / "hosting/schema" / name).read_text(encoding="utf-8")
    assert "sh hosting/schema/natt.sh " in text
    if name.endswith(".yml"):
        assert isinstance(yaml.safe_load(text), dict)


def test_the_schedules_tell_when_a_night_fails_and_reload_the_server() -> None:
    for name, alarm in (("loften.service", "OnFailure=loften-larm.service"), ("crontab", "hosting/schema/larm.sh")):
        text = (ROOT / "hosting/schema" / name).read_text(encoding="utf-8")
        assert alarm in text


_SYSTEMCTL = """\
#!/bin/sh
case "$*" in
"--quiet is-active "*) grep -qx "$3" {work}/active;;
"reload "*) echo "$2" >> {work}/reloaded; ! grep -qx "$2" {work}/broken;;
*) exit 64;;
esac
"""


def reloading(name: str) -> str:
    """The command that reloads the servers, as the shell gets it."""
    text = (ROOT / "hosting/schema" / name).read_text(encoding="utf-8")
    if name == "crontab":
        return text.rpartition("; }; ")[2]
    line = next(line for line in text.splitlines() if line.startswith("ExecStopPost="))
    words = shlex.split(line.removeprefix("ExecStopPost=+").replace("$$", "$"))
    assert words[:2] == ["/bin/sh", "-c"]
    return words[2]


@pytest.mark.parametrize("name", ["loften.service", "crontab"])
@pytest.mark.parametrize(
    ("active", "broken", "status"), [("nginx", "", 0), ("caddy", "", 0), ("", "", 0), ("caddy", "caddy", 1)]
)
def test_the_server_that_runs_is_reloaded_and_no_other(
    name: str, active: str, broken: str, status: int, tmp_path: Path
) -> None:
    """Apache needs none, and a server that is not there is no failed night."""
    write(tmp_path, {"active": active, "broken": broken, "reloaded": ""})
    write(tmp_path, {"bin/systemctl": _SYSTEMCTL.format(work=tmp_path)})
    (tmp_path / "bin/systemctl").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", reloading(name)], env=environment, check=False)
    assert done.returncode == status
    assert (tmp_path / "reloaded").read_text().split() == active.split()


def test_the_cron_job_is_a_file_of_its_own_that_debians_cron_understands() -> None:
    """A system crontab has a user in each line (crontab(5)), and Debian's cron has no CRON_TZ."""
    lines = (ROOT / "hosting/schema/crontab").read_text(encoding="utf-8").splitlines()
    jobs = [line for line in lines if not line.startswith("#")]
    settings = dict(line.split("=", 1) for line in jobs[:-1])
    assert settings.keys() == {"MAILTO", "PATH"}
    # cron's own PATH is /usr/bin:/bin, where there is no runuser.
    assert " runuser " in jobs[-1]
    assert shutil.which("runuser", path=settings["PATH"])
    (minute, hours, *rest, user) = jobs[-1].split()[:6]
    assert (minute, set(hours.split(",")), rest, user) == ("20", {"0", "22", "23"}, ["*"] * 3, "root")
    assert "crontab hosting" not in GUIDE


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    programs.need("systemd-analyze")
    analyse = programs.find("systemd-analyze") or ""
    for name in ("loften.service", "loften.timer", "loften-larm.service"):
        shutil.copy(ROOT / "hosting/schema" / name, tmp_path / name)
    done = subprocess.run(
        [analyse, "verify", str(tmp_path / "loften.timer")], capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stderr.splitlines() if "loften." in line and "User" not in line]
    assert lines == []
    calendar = subprocess.run(
        [analyse, "calendar", "*-*-* 00:20:00 Europe/Stockholm"], capture_output=True, check=False
    )
    assert calendar.returncode == 0
