"""The way in to a served editor, as a browser goes it and as an attacker does. docs/redigera-sakerhet.md names these."""

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from pledges.editing.gate import MOST_BYTES
from pledges.newsroom.log import Log
from pledges.newsroom.login.way_back import login_for, own_path
from pledges.newsroom.sessions import COOKIE, Sessions
from pledges.settings import STOCKHOLM
from support.provider import CLIENT, SECRET, Provider, provider, served
from support.way_in import HEADER, HOST, OIDC, PEOPLE, SECRET_HEADER, SITE, Served, made, sent


@pytest.fixture(scope="module")
def running_service() -> Iterator[Provider]:
    with provider() as one:
        yield one


@pytest.fixture
def service(running_service: Provider) -> Provider:
    """The login service as it was made: nobody has lied yet."""
    vars(running_service).update({**vars(Provider(key=running_service.key)), "address": running_service.address})
    return running_service


@pytest.fixture
def editor(service: Provider, tmp_path: Path) -> Served:
    """An editor that logs in at the service."""
    return made(tmp_path, OIDC.format(service.address, ""))


@pytest.fixture
def by_header(tmp_path: Path) -> Served:
    """An editor on a Unix socket, that a web server in front tells who it is."""
    return made(tmp_path, HEADER)


def words(answer: httpx2.Response) -> str:
    return " ".join(BeautifulSoup(answer.text, "lxml").get_text(" ").split())


def answer_of(browser: TestClient, way: str = "/logga-in/borja") -> str:
    """The address that the service leads back to, when the browser has been there."""
    out = browser.get(way)
    assert out.status_code == 302
    back = httpx2.get(out.headers["location"])
    assert back.status_code == 302
    return back.headers["location"].removeprefix(SITE)


def logged_in(editor: Served) -> TestClient:
    """A browser where Anna is logged in."""
    browser = editor.browser()
    assert browser.get(answer_of(browser)).status_code == 303
    return browser


def token_of(editor: Served, browser: TestClient) -> str:
    """What the forms of a browser's session carry."""
    return editor.sessions.forms.csrf(browser.get("/").text.rpartition(" ")[2])


def test_who_comes_from_the_login_comes_to_where_they_were_going(editor: Served) -> None:
    browser = editor.browser()
    led = browser.get("/redigera/pledge/ale/2019?flik=två")
    assert (led.status_code, led.headers["location"]) == (
        303,
        "/logga-in?till=%2Fredigera%2Fpledge%2Fale%2F2019%3Fflik%3Dtv%25C3%25A5",
    )
    screen = browser.get(led.headers["location"])
    link = BeautifulSoup(screen.text, "lxml").select_one("main a")
    assert link is not None
    assert words(screen).endswith("Här skriver du det som står på portalen. Logga in med Provstads inloggning")
    into = browser.get(answer_of(browser, str(link["href"])))
    assert (into.status_code, into.headers["location"]) == (303, "/redigera/pledge/ale/2019?flik=tv%C3%A5")
    given = [one.lower() for one in into.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}=")]
    assert all(word in given[0] for word in ("secure", "httponly", "samesite=lax", "path=/"))
    assert "domain" not in given[0]
    shown, session = browser.get(into.headers["location"]).text.rsplit(" ", 1)
    assert shown == "Anna, kommunikatör"
    assert session not in given[0], "what the session is called opens nothing"
    assert [row.split(" ", 1)[1] for row in editor.noted().splitlines()] == [
        f"{editor.members.pseudonym('anna01')} loggade in"
    ]


def test_nobody_comes_in_without_a_login(editor: Served) -> None:
    browser = editor.browser()
    for path in ("/", "/redigera/pledge/ale/2019", "/utbyte", "/start?nyckel=x"):
        assert browser.get(path).status_code == 303
    browser.cookies.set(COOKIE, "gissad", domain=HOST)
    assert browser.get("/").headers["location"] == "/logga-in"
    assert browser.get("/tema/redigera.css").text == "ingen "
    kept = browser.post("/redigera/pledge/ale/2019", headers={"origin": SITE})
    assert kept.status_code == 403
    assert "det du har skrivit sedan dess brukar stå under Inte sparat" in words(kept)


def test_who_is_not_among_the_people_is_told_so(editor: Served, service: Provider) -> None:
    service.who = "<b>okänd"
    browser = editor.browser()
    refused = browser.get(answer_of(browser))
    assert refused.status_code == 403
    assert "Inloggningen kallar dig ”<b>okänd”." in words(refused)
    assert COOKIE not in browser.cookies
    assert "okänd" not in editor.noted()
    assert "står inte bland" in editor.noted()


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}:8443", "127.0.0.1:8100", "", f"{HOST}.evil.example"])
def test_a_foreign_host_is_refused_when_served(host: str, editor: Served) -> None:
    assert editor.browser(host=host).get("/logga-in").status_code == 421


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", f"http://{HOST}", f"{SITE}:8443"])
def test_a_form_from_elsewhere_is_refused_when_served(origin: str, editor: Served) -> None:
    browser = logged_in(editor)
    headers = {"origin": origin} if origin else {}
    for path in ("/redigera/pledge/ale/2019", "/logga-ut"):
        assert browser.post(path, headers=headers).status_code == 403
    cross = browser.post("/logga-ut", headers={"origin": SITE, "sec-fetch-site": "cross-site"})
    assert cross.status_code == 403
    assert browser.get("/").status_code == 200, "still in"


def test_a_logout_without_the_sessions_own_token_is_refused(editor: Served) -> None:
    anna, other = logged_in(editor), logged_in(editor)
    for fields in ({}, {"csrf": ""}, {"csrf": "å"}, {"csrf": token_of(editor, other)}):
        assert anna.post("/logga-ut", data=fields, headers={"origin": SITE}).status_code == 403
    assert anna.get("/").status_code == 200


def test_who_logs_out_is_out(editor: Served) -> None:
    browser = logged_in(editor)
    secret = str(browser.cookies[COOKIE])
    out = browser.post("/logga-ut", data={"csrf": token_of(editor, browser)}, headers={"origin": SITE})
    assert (out.status_code, "Du är utloggad" in words(out)) == (200, True)
    assert COOKIE not in browser.cookies
    browser.cookies.set(COOKIE, secret, domain=HOST)
    assert browser.get("/").status_code == 303
    assert browser.get("/logga-ut").status_code == 405
    assert browser.post("/logga-ut", headers={"origin": SITE}).headers["location"] == "/logga-in"
    assert "loggade ut" in editor.noted()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused_when_served(method: str, editor: Served) -> None:
    assert editor.browser().request(method, "/logga-in").status_code == 405


@pytest.mark.parametrize("path", ["/logga-ut", "/redigera/pledge/ale/2019"])
def test_what_is_sent_has_a_limit_when_served(path: str, editor: Served) -> None:
    browser = logged_in(editor)
    said = {"origin": SITE, "content-length": str(MOST_BYTES + 1)}
    assert browser.post(path, headers=said).status_code == 413
    assert browser.post(path, headers={**said, "content-length": "-1"}).status_code == 413


def test_more_than_was_said_is_not_taken_at_the_logout(editor: Served) -> None:
    browser = logged_in(editor)
    headers = {"origin": SITE, "content-length": "10", "content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/logga-ut", content=b"x" * (MOST_BYTES + 1), headers=headers).status_code == 413


@pytest.mark.parametrize(
    "way",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", " /x", "/\n/evil.example",
     "javascript:alert(1)", "evil.example", "", "/logga-ut", "/logga-in/borja", "/" + "a" * 3000, "/å"],
)  # fmt: skip
def test_the_way_back_is_one_of_the_editors_own(way: str, by_header: Served) -> None:
    assert own_path(way) == "/"
    into = by_header.browser(**{"x-inloggad": "anna01"}).get("/logga-in", params={"till": way})
    assert into.headers["location"] == "/"
    assert login_for(way) == "/logga-in"


def test_the_session_is_another_after_each_login(editor: Served) -> None:
    browser = editor.browser()
    browser.cookies.set(COOKIE, "vald-av-annan", domain=HOST)
    browser.get(answer_of(browser))
    first = {one.value for one in browser.cookies.jar if one.name == COOKIE} - {"vald-av-annan"}
    assert len(first) == 1
    browser.cookies.clear()
    browser.cookies.set(COOKIE, first.pop(), domain=HOST)
    old = str(browser.cookies[COOKIE])
    into = browser.get(answer_of(browser))
    assert into.status_code == 303
    browser.cookies.clear()
    browser.cookies.set(COOKIE, old, domain=HOST)
    assert browser.get("/").status_code == 303, "the one before is over"


def test_a_person_who_is_taken_away_is_out_at_once(editor: Served) -> None:
    browser = logged_in(editor)
    told = editor.settings.read_text(encoding="utf-8")
    editor.settings.write_text(told.replace("anna01", "anna02"), encoding="utf-8")
    assert browser.get("/").status_code == 303
    editor.settings.write_text(told, encoding="utf-8")
    assert browser.get("/").status_code == 303, "and is not in again by being put back"
    again = logged_in(editor)
    editor.settings.write_text("address = ", encoding="utf-8")
    assert again.get("/").status_code == 200, "a slip of the pen closes nobody out"


def test_a_session_ends_by_idleness_and_by_age(service: Provider, tmp_path: Path) -> None:
    now = [0.0]
    editor = made(tmp_path, OIDC.format(service.address, ""), sessions=Sessions(idle=60, age=150, clock=lambda: now[0]))
    browser = logged_in(editor)
    for now[0] in (50.0, 100.0, 149.0):
        assert browser.get("/").status_code == 200
    now[0] = 151.0
    assert browser.get("/").status_code == 303, "too old, though used"
    browser = logged_in(editor)
    now[0] += 61
    assert browser.get("/").status_code == 303, "not used"


def test_an_answer_of_the_login_is_good_once(editor: Served) -> None:
    browser = editor.browser()
    answer = answer_of(browser)
    cookie = str(browser.cookies["__Host-inloggning"])
    assert browser.get(answer).status_code == 303
    assert browser.get(answer).status_code == 400
    browser.cookies.set("__Host-inloggning", cookie, domain=HOST)
    assert browser.get(answer).status_code == 400, "also to a browser that keeps its cookie"
    begun = browser.get("/logga-in/borja")
    assert begun.status_code == 302
    assert browser.get(answer).status_code == 403, "the state of a login before"
    assert editor.browser().get(answer).status_code == 400


def test_an_answer_to_another_browser_is_refused(editor: Served) -> None:
    victim, attacker = editor.browser(), editor.browser()
    answer = answer_of(attacker)
    assert victim.get(answer).status_code == 400
    victim.get("/logga-in/borja")
    refused = victim.get(answer)
    assert refused.status_code == 403
    assert COOKIE not in victim.cookies


def test_a_code_of_another_login_is_refused(editor: Served) -> None:
    victim, attacker = editor.browser(), editor.browser()
    stolen = parse_qs(urlsplit(answer_of(victim)).query)["code"][0]
    own = parse_qs(urlsplit(answer_of(attacker)).query)["state"][0]
    refused = attacker.get("/logga-in/svar", params={"code": stolen, "state": own})
    assert refused.status_code == 403, "PKCE: the code is good only where it was asked for"
    assert COOKIE not in attacker.cookies


LIES: dict[str, dict[str, Any]] = {
    "for another client": {"claims": {"aud": "nagon-annan"}},
    "for another client that we are said to act for": {"claims": {"aud": ["nagon-annan"], "azp": CLIENT}},
    "by another service": {"claims": {"iss": "https://evil.example"}},
    "too old": {"later": {"exp": -600}},
    "not yet": {"later": {"iat": 600}},
    "for another login": {"claims": {"nonce": "ett-annat"}},
    **{f"without {name}": {"without": (name,)} for name in ("nonce", "sub", "exp", "aud", "iss")},
    "unsigned": {"unsigned": True},
    "signed with the secret": {"signed_with_the_secret": True},
    "signed with another's key of the same name": {"signed_by": "ett"},
    "signed with an unknown key": {"signed_by": "okänd"},
    "none": {"no_token": True},
    "about nobody": {"claims": {"sub": " "}},
    "about several": {"claims": {"sub": ["anna01"]}},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_the_services_word_about_this_login_is_refused(
    lie: str, editor: Served, service: Provider
) -> None:
    vars(service).update(LIES[lie])
    browser = editor.browser()
    refused = browser.get(answer_of(browser))
    assert refused.status_code == 403
    assert "gick inte att lita på" in words(refused)
    assert COOKIE not in browser.cookies
    assert "anna01" not in editor.noted()


def test_a_clock_that_goes_a_little_wrong_stops_nobody(editor: Served, service: Provider) -> None:
    service.later = {"iat": 30, "exp": -330}
    assert logged_in(editor).get("/").status_code == 200


def test_who_says_no_at_the_login_is_told_so(editor: Served) -> None:
    browser = editor.browser()
    state = parse_qs(urlsplit(answer_of(browser)).query)["state"][0]
    refused = browser.get("/logga-in/svar", params={"error": "access_denied", "state": state})
    assert (refused.status_code, "Inloggningen avbröts" in words(refused)) == (403, True)


def test_a_login_service_that_is_down_is_told_of_and_tried_again(editor: Served, service: Provider) -> None:
    service.down = True
    browser = editor.browser()
    told = browser.get("/logga-in/borja")
    assert told.status_code == 503
    assert "Det går inte att nå Provstads inloggning just nu." in words(told)
    assert "svarar inte som den ska" in editor.noted()
    service.down = False
    answer = answer_of(browser)
    service.down = True
    assert browser.get(answer).status_code == 503
    service.down = False
    assert logged_in(editor).get("/").status_code == 200


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://evil.example"}, {"issuer": None}, {"token_endpoint": "ftp://evil.example/token"}, {"jwks_uri": None}],
    ids=str,
)  # fmt: skip
def test_a_service_that_calls_itself_another_is_not_used(
    metadata: dict[str, Any], editor: Served, service: Provider
) -> None:
    service.metadata = metadata
    assert editor.browser().get("/logga-in/borja").status_code == 503


def test_a_login_that_takes_too_long_begins_again(editor: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pledges.newsroom.login.oidc._BEGUN_AGE", -1.0)
    browser = editor.browser()
    refused = browser.get(answer_of(browser))
    assert (refused.status_code, "för länge sedan" in words(refused)) == (400, True)


def test_logins_that_were_begun_and_left_take_no_more_room_than_they_may(
    editor: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pledges.newsroom.login.oidc._MOST_BEGUN", 2)
    browsers = [editor.browser() for _ in range(4)]
    answers = [answer_of(one) for one in browsers]
    assert [one.get(answer).status_code for one, answer in zip(browsers, answers, strict=True)] == [400, 400, 303, 303]


def test_the_services_metadata_is_asked_for_once_in_a_while(editor: Served, service: Provider) -> None:
    for _ in range(3):
        logged_in(editor)
    assert service.asked == ["discovery"]


def test_a_person_may_be_known_by_another_claim(service: Provider, tmp_path: Path) -> None:
    people = PEOPLE.replace("anna01", "anna@prov.example")
    more = 'claim = "email"\nscope = "openid email"'
    editor = made(tmp_path, OIDC.format(service.address, more), people=people)
    for service.claims in ({"email": "anna@prov.example"}, {"email": "anna@prov.example", "email_verified": True}):
        assert logged_in(editor).get("/").text.startswith("Anna")
    service.claims, service.more = {}, {"email": "anna@prov.example"}
    assert logged_in(editor).get("/").text.startswith("Anna"), "out of userinfo, where the token does not tell"
    lies: tuple[dict[str, Any], ...] = (
        {"more": {"email": "anna@prov.example", "sub": "evil"}},
        {"more": {}},
        {"claims": {"email": "anna@prov.example", "email_verified": False}},
    )
    for lie in lies:
        vars(service).update({"claims": {}, "more": {}} | lie)
        browser = editor.browser()
        assert browser.get(answer_of(browser)).status_code == 403


def test_a_header_tells_who_it_is_over_the_socket(by_header: Served) -> None:
    browser = by_header.browser(**{"x-inloggad": "anna01"})
    led = browser.get("/ny?vad=x")
    into = browser.get(led.headers["location"])
    assert (into.status_code, into.headers["location"]) == (303, "/ny?vad=x")
    assert browser.get("/").text.startswith("Anna, kommunikatör ")
    other = by_header.browser(**{"x-inloggad": "åke@prov.example"})
    other.get("/logga-in")
    assert other.get("/").text.startswith("Åke ")


def test_a_header_must_be_there_each_time_and_say_the_same(by_header: Served) -> None:
    browser = by_header.browser()
    assert browser.get("/logga-in").status_code == 403
    assert browser.get("/logga-in", headers={"x-inloggad": "anna01"}).status_code == 303
    assert browser.get("/", headers={"x-inloggad": "anna01"}).status_code == 200
    assert browser.get("/").status_code == 303, "the web server no longer says who it is"
    assert browser.get("/", headers={"x-inloggad": "anna01"}).status_code == 303, "the session is over"
    browser.get("/logga-in", headers={"x-inloggad": "anna01"})
    assert browser.get("/", headers=sent({"x-inloggad": "åke@prov.example"})).status_code == 303, (
        "somebody else at the same computer"
    )


def test_a_header_that_stands_twice_is_not_believed(by_header: Served) -> None:
    told: tuple[Any, ...] = (
        [("x-inloggad", "anna01"), ("x-inloggad", "evil")],
        [("x_inloggad", "anna01")],
        [("x-inloggad", b"\xff\xfe")],
    )
    for headers in told:
        assert by_header.browser().get("/logga-in", headers=headers).status_code == 403


@pytest.mark.parametrize("secret", [None, "", "fel", "mycket hemlig", "å"])
def test_a_forged_header_is_refused_over_a_port(secret: str | None, tmp_path: Path) -> None:
    editor = made(tmp_path, SECRET_HEADER)
    headers = {"x-inloggad": "anna01"} | ({} if secret is None else {"x-hemlighet": secret})
    browser = editor.browser()
    assert browser.get("/logga-in", headers=sent(headers)).status_code == 403
    assert COOKIE not in browser.cookies
    true = {"x-inloggad": "anna01", "x-hemlighet": SECRET}
    assert browser.get("/logga-in", headers=true).status_code == 303
    assert browser.get("/", headers=true).status_code == 200
    assert browser.get("/", headers={"x-inloggad": "anna01"}).status_code == 303


def test_what_is_answered_outside_is_kept_by_nobody_and_runs_nothing(editor: Served) -> None:
    answer = editor.browser().get("/logga-in")
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "csrf" not in answer.text, (
        "the form that is open in another tab asks the first screen for one, and must not find another's"
    )
    assert editor.browser().get("/logga-in/finns-inte").status_code == 404


def test_the_log_is_kept_as_long_as_it_is_said_and_holds_no_name(tmp_path: Path) -> None:
    day = [datetime(2026, 11, 28, 7, tzinfo=STOCKHOLM)]
    log = Log(tmp_path / "logg", days=2, now=lambda: day[0])
    for _ in range(5):
        log.note("loggade\nin", "person-0123456789")
        day[0] += timedelta(days=1)
    assert sorted(path.name for path in (tmp_path / "logg").iterdir()) == [
        "2026-11-30.log",
        "2026-12-01.log",
        "2026-12-02.log",
    ]
    assert (tmp_path / "logg/2026-12-02.log").read_text() == "2026-12-02T07:00:00+01:00 person-0123456789 loggade in\n"
    (tmp_path / "fil").write_text("")
    Log(tmp_path / "fil/logg", days=2).note("en full disk stoppar ingen")


def test_a_whole_login_over_a_unix_socket(service: Provider, tmp_path: Path) -> None:
    editor = made(tmp_path, OIDC.format(service.address, ""))
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "r.sock"))
    with served(editor.gate, sock=listening):
        front = httpx2.Client(transport=httpx2.HTTPTransport(uds=str(tmp_path / "r.sock")), headers={"host": HOST})
        out = front.get("http://socket/logga-in/borja")
        begun = {"cookie": out.headers["set-cookie"].partition(";")[0]}
        back = httpx2.get(out.headers["location"]).headers["location"].removeprefix(SITE)
        into = front.get(f"http://socket{back}", headers=begun)
        assert into.status_code == 303
        cookie = next(one for one in into.headers.get_list("set-cookie") if one.startswith(COOKIE)).partition(";")[0]
        assert front.get("http://socket/", headers={"cookie": cookie}).text.startswith("Anna, kommunikatör ")
