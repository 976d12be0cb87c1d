"""Real web servers from Debian's packages, started on this machine for a test and ended with it.

The configurations are those in hosting/, with the address and the folder exchanged as a host would.
"""

import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path

from support.depth import PATIENCE
from support.programs import find, missing, need

HOSTING = Path(__file__).parents[2] / "hosting"


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A temporary folder that a server under another user can read, as it reads /srv."""
    folder = Path(tempfile.mkdtemp(prefix="loften-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port on this machine that nothing listens to.

    Not one of those that the system gives to whoever asks somebody else something: it could be given away before it is used.
    """
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass(frozen=True)
class Answer:
    """What a server answered; header names in lower case, and what is sent twice under one name after a comma."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Server:
    """A server that is running: where, and how it is told to read its configuration anew."""

    name: str
    port: int
    _: KW_ONLY
    reload_command: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for `path`; `Accept_Encoding="br"` becomes a header."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            sent: dict[str, str] = {}
            for name, value in answer.getheaders():
                sent[name.lower()] = f"{sent[name.lower()]}, {value}" if name.lower() in sent else value
            return Answer(answer.status, sent, answer.read())
        finally:
            connection.close()

    def reload(self, is_read: Callable[[], bool]) -> None:
        """Have the server read its configuration anew, without losing a visitor, and wait until it `is_read`."""
        subprocess.run(self.reload_command, check=True, capture_output=True, env={**os.environ, **self.environment})
        until(is_read)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; the clock is only a limit. What does not answer yet is asked again."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError):
            if holds():
                return
        time.sleep(0.05)
    raise AssertionError("It never came to hold.")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(
    command: Sequence[str], port: int, log: Path, *, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """`command` running until the end, from when `port` answers. Its own process is ended, by its id."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
    try:
        until(lambda: process.poll() is not None or _answers(port))
        assert process.poll() is None, f"{command[0]} startade inte:\n{log.read_text(errors='replace')}"
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _configured(path: str, root: Path, port: int) -> str:
    """A configuration of ours with this machine's folder and port in place of a host's."""
    text = (HOSTING / path).read_text(encoding="utf-8")
    text = text.replace("/srv/loften", str(root.parent)).replace("loften.example.se", "localhost")
    text = text.replace("listen [::]:80;", "").replace("listen 80;", f"listen 127.0.0.1:{port};")
    return text.replace("<VirtualHost *:80>", f"<VirtualHost 127.0.0.1:{port}>")


def nginx_temporary(work: Path) -> str:
    """Settings that keep nginx's temporary files in `work`: its own folders are root's."""
    return "".join(f"{one}_temp_path {work}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))


@contextmanager
def nginx(
    root: Path, work: Path, *, config: str = "nginx/loften.conf", changes: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """nginx with hosting/nginx/loften.conf on `root` (…/current)."""
    need("nginx", "brotli i nginx")
    port = free_port()
    site = _configured(config, root, port)
    for old, new in (changes or {}).items():
        assert old in site
        site = site.replace(old, new)
    (work / "loften.conf").write_text(site, encoding="utf-8")
    owner = "user root;" if os.geteuid() == 0 else ""
    main = work / "nginx.conf"
    main.write_text(
        f"{owner} daemon off; worker_processes 2; pid {work}/nginx.pid; error_log {work}/nginx.log;\n"
        "include /etc/nginx/modules-enabled/*.conf;\nevents { worker_connections 512; }\n"
        f"http {{ access_log off; {nginx_temporary(work)} include {work}/loften.conf; }}\n",
        encoding="utf-8",
    )
    command = [find("nginx") or "nginx", "-c", str(main), "-e", str(work / "nginx.log")]
    with running(command, port, work / "nginx.out"):
        yield Server("nginx", port, reload_command=[*command, "-s", "reload"])


def nginx_in_folder(root: Path, work: Path) -> AbstractContextManager[Server]:
    """nginx with the portal in the folder /loften of a site."""
    return nginx(root, work, config="nginx/loften-i-mapp.conf")


_APACHE_MODULES = (
    "mpm_event",
    "alias",
    "authz_core",
    "dir",
    "mime",
    "rewrite",
    "headers",
    "deflate",
    "filter",
    "negotiation",
)


@contextmanager
def apache(root: Path, work: Path, config: str | None = None) -> Iterator[Server]:
    """Apache with hosting/apache/loften.conf on `root`, or with another virtual host's text."""
    need("apache2")
    port = free_port()
    modules = "\n".join(f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so" for one in _APACHE_MODULES)
    # Debian's own settings of types and languages, with the traps that are in them.
    own = "\n".join(f"Include /etc/apache2/mods-available/{one}.conf" for one in ("mime", "deflate", "negotiation"))
    main = work / "apache.conf"
    main.write_text(
        f"ServerRoot {work}\nPidFile {work}/apache.pid\nListen 127.0.0.1:{port}\nServerName localhost\n{modules}\n{own}\n"
        f"User www-data\nGroup www-data\nErrorLog {work}/apache.log\nTypesConfig /etc/mime.types\n"
        '<FilesMatch "^\\.ht">\nRequire all denied\n</FilesMatch>\n'
        f"{config.replace('PORT', str(port)) if config is not None else _configured('apache/loften.conf', root, port)}\n",
        encoding="utf-8",
    )
    command = [find("apache2") or "apache2", "-f", str(main), "-D", "FOREGROUND"]
    with running(command, port, work / "apache.out"):
        yield Server("apache", port, reload_command=[*command[:3], "-k", "graceful"])


@contextmanager
def caddy(root: Path, work: Path, config: str = "caddy/Caddyfile") -> Iterator[Server]:
    """Caddy with hosting/caddy/Caddyfile on `root`."""
    need("caddy")
    port, admin = free_port(), free_port()
    environment = {
        "LOFTEN_ADRESS": f"http://127.0.0.1:{port}",
        "LOFTEN_MAPP": str(root),
        "LOFTEN_ROT": str(root.parent / "i-mapp"),
        "XDG_DATA_HOME": str(work),
        "XDG_CONFIG_HOME": str(work),
        "HOME": str(work),
    }
    main = work / "Caddyfile"
    text = (HOSTING / config).read_text(encoding="utf-8")
    main.write_text(f"{{\n\tadmin 127.0.0.1:{admin}\n}}\n\n{text}", encoding="utf-8")
    program = find("caddy") or "caddy"
    words = ["--config", str(main), "--adapter", "caddyfile"]
    with running([program, "run", *words], port, work / "caddy.log", environment=environment):
        yield Server(
            "caddy",
            port,
            reload_command=[program, "reload", *words, "--address", f"127.0.0.1:{admin}"],
            environment=environment,
        )


def apache_in_folder(root: Path, work: Path) -> AbstractContextManager[Server]:
    """Apache with the portal in the folder /loften of a site that reads no .htaccess of its own."""
    site = f"<VirtualHost 127.0.0.1:PORT>\nDocumentRoot {work}\n</VirtualHost>\n"
    return apache(root, work, site + _configured("apache/loften-i-mapp.conf", root, 0))


def caddy_in_folder(root: Path, work: Path) -> AbstractContextManager[Server]:
    """Caddy with the portal in the folder /loften of a site."""
    return caddy(root, work, "caddy/Caddyfile-i-mapp")


EDITOR = "redigera.loften.example.se"


def _editors(path: str, listening: Path) -> str:
    """The configuration in front of a served editor, with the socket of a test."""
    return (HOSTING / path).read_text(encoding="utf-8").replace("/run/redigering/redigering.sock", str(listening))


@contextmanager
def nginx_for_editor(listening: Path, work: Path, *, host: str = EDITOR, tls: bool = False) -> Iterator[int]:
    """nginx with hosting/nginx/redigering.conf in front of the editor's socket; gives its port.

    With `tls` it ends https as certbot sets it up, with a certificate that it has made itself (`cert.pem` in `work`).
    """
    need("nginx", "openssl")
    port = free_port()
    listen = f"listen 127.0.0.1:{port}{' ssl' if tls else ''};"
    if tls:
        names = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host},IP:127.0.0.1"]
        made = ["-nodes", "-days", "2", "-keyout", f"{work}/key.pem", "-out", f"{work}/cert.pem"]
        command = [find("openssl") or "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        subprocess.run([*command, *made, *names], check=True, capture_output=True)
        listen += f" ssl_certificate {work}/cert.pem; ssl_certificate_key {work}/key.pem;"
    site = _editors("nginx/redigering.conf", listening).replace(EDITOR, host)
    site = site.replace("listen [::]:80;", "").replace("listen 80;", listen)
    (work / "redigering.conf").write_text(site, encoding="utf-8")
    owner = "user root;" if os.geteuid() == 0 else ""
    main = work / "nginx.conf"
    main.write_text(
        f"{owner} daemon off; worker_processes 1; pid {work}/nginx.pid; error_log {work}/nginx.log;\n"
        f"events {{ }}\nhttp {{ {nginx_temporary(work)} include {work}/redigering.conf; }}\n",
        encoding="utf-8",
    )
    with running([find("nginx") or "nginx", "-c", str(main), "-e", f"{work}/nginx.log"], port, work / "nginx.out"):
        yield port


@contextmanager
def apache_for_editor(listening: Path, work: Path) -> Iterator[int]:
    """Apache with hosting/apache/redigering.conf in front of the editor's socket; gives its port."""
    need("apache2")
    port = free_port()
    modules = ("mpm_event", "authz_core", "headers", "proxy", "proxy_http")
    loaded = "\n".join(f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so" for one in modules)
    site = _editors("apache/redigering.conf", listening).replace("*:80", f"127.0.0.1:{port}")
    main = work / "apache.conf"
    main.write_text(
        f"ServerRoot {work}\nPidFile {work}/apache.pid\nListen 127.0.0.1:{port}\nServerName localhost\n{loaded}\n"
        f"User www-data\nGroup www-data\nErrorLog {work}/apache.log\n{site}\n",
        encoding="utf-8",
    )
    with running([find("apache2") or "apache2", "-f", str(main), "-D", "FOREGROUND"], port, work / "apache.out"):
        yield port


@contextmanager
def caddy_for_editor(listening: Path, work: Path) -> Iterator[int]:
    """Caddy with hosting/caddy/Caddyfile-redigering in front of the editor's socket; gives its port."""
    need("caddy")
    port = free_port()
    main = work / "Caddyfile"
    main.write_text(f"{{\n\tadmin off\n}}\n\n{_editors('caddy/Caddyfile-redigering', listening)}", encoding="utf-8")
    own = {"REDIGERING_ADRESS": f"http://{EDITOR}:{port}", "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    command = [find("caddy") or "caddy", "run", "--config", str(main), "--adapter", "caddyfile"]
    with running(command, port, work / "caddy.log", environment={**own, "HOME": str(work)}):
        yield port


@contextmanager
def simple(root: Path, work: Path) -> Iterator[Server]:
    """Python's http.server, the least that there is."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(root)]
    with running(command, port, work / "simple.log"):
        yield Server("simple", port)


@contextmanager
def storage(work: Path) -> Iterator[Mapping[str, str]]:
    """S3-compatible storage on this machine; gives the environment in which rclone calls it `lager:`."""
    moto = Path(sys.executable).with_name("moto_server")
    if not moto.exists():
        missing("S3-kompatibel lagring (moto)")
    port = free_port()
    with running([str(moto), "-H", "127.0.0.1", "-p", str(port)], port, work / "moto.log"):
        yield {
            "RCLONE_CONFIG": str(work / "rclone.conf"),
            "RCLONE_CONFIG_LAGER_TYPE": "s3",
            "RCLONE_CONFIG_LAGER_PROVIDER": "Other",
            "RCLONE_CONFIG_LAGER_ENDPOINT": f"http://127.0.0.1:{port}",
            "RCLONE_CONFIG_LAGER_ACCESS_KEY_ID": "prov",
            "RCLONE_CONFIG_LAGER_SECRET_ACCESS_KEY": "prov",
            "RCLONE_CONFIG_LAGER_ACL": "public-read",
            "AWS_CA_BUNDLE": "",
        }


@contextmanager
def ssh_server(work: Path) -> Iterator[tuple[int, Path]]:
    """OpenSSH's server for the user who runs the tests; gives its port and the settings with which ssh reaches `prov`."""
    need("sshd", "ssh")
    port = free_port()
    with ExitStack() as stack:
        for name in ("host", "user"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(work / name)]
            subprocess.run(command, check=True)
        (work / "authorized").write_text((work / "user.pub").read_text())
        (work / "authorized").chmod(0o600)
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        main = work / "sshd_config"
        main.write_text(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {work}/host\nPidFile {work}/sshd.pid\n"
            f"AuthorizedKeysFile {work}/authorized\nPermitRootLogin prohibit-password\nStrictModes no\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\nSubsystem sftp internal-sftp\n"
        )
        settings = work / "ssh_config"
        settings.write_text(
            f"Host prov\n HostName 127.0.0.1\n Port {port}\n IdentityFile {work}/user\n IdentitiesOnly yes\n"
            f" UserKnownHostsFile {work}/known\n StrictHostKeyChecking accept-new\n LogLevel ERROR\n"
            # The quickest: most of a test's time at this is the keys.
            " KexAlgorithms curve25519-sha256\n"
        )
        stack.enter_context(running([find("sshd") or "sshd", "-D", "-e", "-f", str(main)], port, work / "sshd.log"))
        yield port, settings
