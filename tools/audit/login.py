"""The served editor's login against a login service that others have made and certified: oidc-provider for Node.js.

With each way that a person is known by, each signature, and each way that the editor tells the service who it is.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from bs4 import BeautifulSoup

from audit.pages import npm_package
from audit.report import AuditResult
from support.servers import free_port, running
from support.way_in import OIDC, PEOPLE, SITE, made

_SERVICES = (
    ("client_secret_basic", "RS256"),
    ("client_secret_post", "RS256"),
    ("client_secret_basic", "PS256"),
    ("client_secret_basic", "ES256"),
)
_KNOWN_BY = {
    "sub": ("", "anna01"),
    "preferred_username": ('claim = "preferred_username"\nscope = "openid profile"', "anna01"),
    "email": ('claim = "email"\nscope = "openid email"', "anna01@prov.example"),
}
_MOST_STEPS = 20


def audit(tools: Path) -> Iterator[AuditResult]:
    """A finding for each service."""
    package = npm_package("oidc-provider", tools)
    if package is None or shutil.which("node") is None:
        yield AuditResult("Login at oidc-provider", "ej körd", "needs Node.js and npm")
        return
    for method, signature in _SERVICES:
        with (
            tempfile.TemporaryDirectory() as name,
            _service(package, Path(name), method=method, signature=signature) as issuer,
        ):
            wrong = [known for known in _KNOWN_BY if not _comes_in_once(issuer, Path(name), known)]
        told = f"not by {', '.join(wrong)}" if wrong else f"in by {', '.join(_KNOWN_BY)}, and an answer is good once"
        yield AuditResult(f"Login at oidc-provider: {method}, {signature}", "fel" if wrong else "ok", told)


@contextmanager
def _service(package: Path, work: Path, *, method: str, signature: str) -> Iterator[str]:
    port = free_port()
    script = Path(__file__).with_name("login_service.mjs")
    words = ["node", str(script), str(package), str(port), f"{SITE}/logga-in/svar", method, signature]
    with running(words, port, work / "service.log"):
        yield f"http://127.0.0.1:{port}"


def _comes_in_once(issuer: str, work: Path, known: str) -> bool:
    """Whether Anna comes in by what the service says of her, and a second time by the same answer does not."""
    more, subject = _KNOWN_BY[known]
    folder = work / known
    folder.mkdir()
    editor = made(folder, OIDC.format(issuer, more), people=PEOPLE.replace("anna01", subject))
    browser = editor.browser()
    answer = _answer(issuer, browser.get("/logga-in/borja").headers.get("location", ""))
    came = browser.get(answer).status_code == 303 and browser.get("/").text.startswith("Anna")
    return came and browser.get(answer).status_code == 400


def _answer(issuer: str, way: str) -> str:
    """Where the service's own screens lead back to when Anna has filled them in; nowhere where they don't."""
    with httpx2.Client(base_url=issuer) as visitor:
        for _ in range(_MOST_STEPS):
            page = visitor.get(way)
            form = BeautifulSoup(page.text, "lxml").select_one("form")
            if form is not None and not page.is_redirect:
                fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
                filled = {name: "anna01" if name == "login" else value or "x" for name, value in fields.items()}
                page = visitor.post(str(form["action"]), data=filled)
            way = page.headers.get("location", "")
            if way.startswith(SITE):
                return way.removeprefix(SITE)
    return ""
