"""The newsroom's screens as people meet them: who writes, who reads and signs, who publishes, and who may do none of it."""

import errno
import io
import re
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from pledges.content.kinds import Kind
from pledges.editing import unsaved
from pledges.editing.places import RecordPlace
from pledges.editing.source import read_source
from pledges.editing.store import NEW
from pledges.newsroom import drafts, publication
from pledges.newsroom.opening import NoVersionsError
from pledges.newsroom.people import Member
from support.depth import PATIENCE
from support.editor import git
from support.newsroom_screens import (
    ANNA,
    BO,
    CILLA,
    DAG,
    PLEDGE,
    PUBLISHES,
    REVIEW,
    REVIEWS,
    WRITES,
    Served,
    form_in,
    press,
    served_in,
    words,
)
from support.posted import fields_of


def saved(served: Served, **fields: str) -> httpx2.Response:
    """Anna's change of the pledge, said to be ready."""
    return press(served.browser(ANNA), PLEDGE.address, "klar", **fields)


def published(served: Served) -> Mapping[str, object]:
    return read_source((served.content / PLEDGE.path).read_bytes()).values


def test_a_save_waits_for_nothing_that_is_read_or_tried(served: Served) -> None:
    anna, room = served.browser(ANNA), served.desks.newsroom
    form = form_in(anna.get(PLEDGE.address), PLEDGE.address)
    room.workspace._take(room.workspace.examined)  # something is published: what is shown next is read anew
    with ThreadPoolExecutor(1) as apart:
        with room.workspace.one_at_a_time:  # somebody's page is tried, or what was published is read
            changed = {**form, "titel": "Sparat meddetsamma", "gör": "spara"}
            answer = apart.submit(anna.post, PLEDGE.address, data=changed, follow_redirects=False).result(PATIENCE)
        assert answer.headers["location"] == f"{PLEDGE.address}?steg=sparat"
    draft = room.sign_offs.drafts.get(PLEDGE)
    assert draft is not None
    assert b"Sparat meddetsamma" in (room.sign_offs.drafts.text(draft) or b"")
    assert "Sparat i utkastet. Läsarna ser det när" in words(anna.get(answer.headers["location"]))


def test_what_is_saved_with_faults_is_kept_and_they_are_told_when_the_form_is_shown_again(served: Served) -> None:
    told = words(press(served.browser(ANNA), PLEDGE.address, "spara", period="2019–20xx"))
    assert "Sparat i utkastet. Någon annan kan läsa det först när det som är markerat är klart" in told
    assert "Läsarna ser det när" not in told
    draft = served.desks.newsroom.sign_offs.drafts.get(PLEDGE)
    assert draft is not None
    assert b"20xx" in (served.desks.newsroom.sign_offs.drafts.text(draft) or b"")


def test_a_picture_that_one_has_sent_and_not_saved_waits_while_another_saves_the_page(served: Served) -> None:
    anna, eva = served.browser(ANNA), served.browser(Member(subject="eva", shown="Eva", roles={"ale": WRITES}))
    form = form_in(anna.get(PLEDGE.address), PLEDGE.address)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    sent = {**form, "gör": "fil", "filens text": "En bild"}
    anna.post(PLEDGE.address, data=sent, files={"fil som skickas": ("torget.png", picture.getvalue())})
    waits = served.desks.of(ANNA).store.waiting.every
    assert len(waits()) == 1
    press(eva, PLEDGE.address, "spara", titel="Evas titel")
    assert len(waits()) == 1


def test_what_is_said_to_be_ready_is_kept_before_it_is_looked_at(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, room = served.browser(ANNA), served.desks.newsroom
    form = form_in(anna.get(PLEDGE.address), PLEDGE.address)

    def killed(*_of: object, **_named: object) -> None:
        raise MemoryError

    monkeypatch.setattr(room.workspace, "try_out", killed)
    with pytest.raises(MemoryError):
        anna.post(PLEDGE.address, data={**form, "titel": "Sparat före", "gör": "klar"})
    draft = room.sign_offs.drafts.get(PLEDGE)
    assert draft is not None
    assert b"Sparat f" in (room.sign_offs.drafts.text(draft) or b"")
    assert room.sign_offs.standing(draft).asked is None


def test_from_a_change_to_the_published_page_and_back(served: Served) -> None:
    told = saved(served, titel="Ny titel på löftet 2019")
    assert "Klart. När någon annan har läst och godkänt det kan det ges ut." in words(told)
    assert published(served)["titel"] == "Påhittat löfte om trafiken 2019"

    bo = served.browser(BO)
    assert "Väntar på att du läser Ny titel på löftet 2019 löfte, Ale, av Anna, kommunikatör" in words(
        bo.get("/granskning")
    )
    seen = bo.get(REVIEW)
    assert "Titel Nu Påhittat löfte om trafiken 2019 Blir Ny titel på löftet 2019" in words(seen)
    beside = [bo.get(str(one["src"])) for one in BeautifulSoup(seen.text, "lxml").select("iframe")]
    titles = [BeautifulSoup(page.text, "lxml").select_one("h1") for page in beside]
    assert [one and one.get_text(strip=True) for one in titles] == [
        "Påhittat löfte om trafiken 2019", "Ny titel på löftet 2019",
    ]  # fmt: skip
    assert "Utkastet är godkänt av Bo, säkerhetssamordnare" in words(press(bo, REVIEW, "godkänn"))

    cilla = served.browser(CILLA)
    assert "Väntar på att du ger ut Ny titel på löftet 2019" in words(cilla.get("/granskning"))
    assert "Godkänt Ny titel på löftet 2019" in words(bo.get("/granskning"))
    press(cilla, REVIEW, "ge-ut")
    served.press()
    assert published(served)["titel"] == "Ny titel på löftet 2019"
    told = cilla.get("/utgivning")
    assert "Allt som är utgivet är byggt och skickat." in words(told)
    assert "av Cilla. Löftet 2019 i Ale" in words(told)
    assert "Anna" not in git(served.content, "log", "--format=%an%ae%B")

    anna = served.browser(ANNA)
    undo = BeautifulSoup(anna.get("/utgivning").text, "lxml").select_one("form[action$=angra]")
    assert undo is not None
    back = anna.post(str(undo["action"]), data=fields_of(undo))
    assert "Påhittat löfte om trafiken 2019" in words(back)
    assert published(served)["titel"] == "Ny titel på löftet 2019"
    assert "Skrivs just nu Påhittat löfte om trafiken 2019" in words(bo.get("/granskning"))


def test_history_tells_colleagues_who_it_was_and_the_versions_do_not(served: Served) -> None:
    saved(served, titel="Ny")
    press(served.browser(BO), REVIEW, "godkänn")
    press(served.browser(CILLA), REVIEW, "ge-ut")
    served.press()
    assert "Anna, kommunikatör" in words(served.browser(BO).get("/historik/pledge/ale/2019"))
    who = set(git(served.content, "log", "--format=%an").split("\n")) - {"p", ""}
    assert all(re.fullmatch(r"person-[0-9a-f]{10}", one) for one in who)


def test_nobody_signs_their_own_draft_though_they_have_the_role(served: Served) -> None:
    saved(served, titel="Ny")
    anna = served.browser(ANNA)
    seen = anna.get(REVIEW)
    assert "Någon annan behöver läsa och godkänna det." in words(seen)
    told = anna.post(REVIEW, data={**form_in(seen, REVIEW), "gör": "godkänn"})
    assert "Du har själv skrivit i utkastet." in words(told)
    assert served.desks.newsroom.sign_offs.standing(served.desks.newsroom.sign_offs.drafts.every()[0]).signed is None


def test_a_change_after_the_signature_is_not_published(served: Served) -> None:
    saved(served, titel="Läst")
    bo, cilla = served.browser(BO), served.browser(CILLA)
    press(bo, REVIEW, "godkänn")
    ready = form_in(cilla.get(REVIEW), REVIEW)
    saved(served, titel="Oläst")
    told = cilla.post(REVIEW, data={**ready, "gör": "ge-ut"})
    assert "Utkastet har ändrats sedan du öppnade det." in words(told)
    served.press()
    assert published(served)["titel"] == "Påhittat löfte om trafiken 2019"


def test_each_role_does_its_own_and_nothing_else(served: Served) -> None:
    saved(served, titel="Ny")
    form = {**form_in(served.browser(BO).get(REVIEW), REVIEW)}
    for member, button in ((CILLA, "godkänn"), (BO, "ge-ut"), (CILLA, "tillbaka"), (BO, "vänta")):
        browser = served.browser(member)
        token = form_in(browser.get(REVIEW), REVIEW)["csrf"]
        refused = browser.post(REVIEW, data={**form, "csrf": token, "gör": button})
        assert refused.status_code == 403, (member.shown, button)
    bo = served.browser(BO)
    written = bo.post(PLEDGE.address, data={**form_in(bo.get(PLEDGE.address), PLEDGE.address), "gör": "spara"})
    assert written.status_code == 403
    assert bo.get("/ny/pledge/ale").status_code == 403


@pytest.mark.parametrize(
    "address",
    [PLEDGE.address, REVIEW, "/historik/pledge/ale/2019", "/ny/pledge/ale", "/redigera/theme/gemensamt/trafik"],
)
def test_nothing_of_a_municipality_is_read_without_a_role_there(served: Served, address: str) -> None:
    saved(served, titel="Hemligt")
    dag = served.browser(DAG)
    assert dag.get(address).status_code == 403
    assert "Hemligt" not in dag.get("/").text + dag.get("/granskning").text + dag.get("/utgivning").text


def test_nobody_chooses_a_municipality_that_they_have_no_role_in(served: Served) -> None:
    dag = served.browser(DAG)
    first = dag.get("/")
    assert BeautifulSoup(first.text, "lxml").select_one("h1").get_text() == "Alingsås"  # type: ignore[union-attr]
    told = dag.post("/jag", data={**form_in(first, "/logga-ut"), "kommun": "Ale"})
    assert told.status_code == 403


def test_the_page_beside_shows_no_draft_of_another_municipality(served: Served) -> None:
    path = served.content / "kommuner/ale/loften/2020.md"
    path.write_bytes(
        (served.content / PLEDGE.path).read_bytes().replace(b"titel: ", b"status: utkast\ntitel: Hemligt ")
    )
    served.desks.newsroom.workspace.refresh()
    dag, own = served.browser(DAG), "/redigera/pledge/alingsas/2021"
    frame = BeautifulSoup(dag.get(own).text, "lxml").select_one("iframe")
    assert frame is not None
    beside = str(frame["src"]).split("/kommuner/")[0]
    assert dag.get(f"{beside}/kommuner/ale/loften/2019/").status_code == 200
    assert dag.get(f"{beside}/kommuner/ale/loften/2020/").status_code == 404
    assert dag.get(f"{beside}/kommuner/ale/loften/2020/index.html").status_code == 404


def test_what_is_sent_back_says_why_where_it_is_written(served: Served) -> None:
    saved(served, titel="Ny")
    press(served.browser(BO), REVIEW, "tillbaka", ord="Året stämmer inte")
    assert "Den som skriver gör ändringen" in words(served.browser(BO).get(REVIEW))
    press(served.browser(ANNA), PLEDGE.address, "spara", titel="Ny igen")
    told = words(served.browser(ANNA).get(PLEDGE.address))
    assert "Bo, säkerhetssamordnare har läst utkastet och ber om en ändring: Året stämmer inte" in told


def test_what_a_step_leads_to_is_said_before_it_is_taken(served: Served) -> None:
    saved(served, titel="Ny titel på löftet 2019")
    assert "behöver någon annan än du godkänna det" not in words(served.browser(BO).get(REVIEW))  # he writes nothing
    press(served.browser(ANNA), PLEDGE.address, "spara", titel="Ny titel igen")
    assert "behöver någon annan än du godkänna det" not in words(served.browser(ANNA).get(REVIEW))  # it is her own
    text = words(served.browser(ANNA).get("/ny/pledge/ale/ur-text"))
    assert "Texten läses på servern där redigeringen är, och skickas inte vidare." in text
    assert "på din dator" not in text


def test_who_may_read_and_write_is_told_that_one_cannot_do_both(served: Served) -> None:
    erik = Member(subject="erik", shown="Erik", roles={"ale": REVIEWS | WRITES})
    saved(served, titel="Ny titel på löftet 2019")
    browser = served.browser(erik)
    assert "Sparar du något där behöver någon annan än du godkänna det, tills" in words(browser.get(REVIEW))
    press(browser, PLEDGE.address, "klar", titel="Eriks titel på löftet 2019")
    assert "kan inte godkänna det så länge det du skrev står kvar. Läs det och ta" in words(browser.get(PLEDGE.address))
    told = words(browser.get(REVIEW))
    assert "Det här har du ändrat: Titel: ”Ny titel på löftet 2019” blev ”Eriks titel på löftet 2019”." in told
    anna = served.browser(ANNA)
    assert "Ta tillbaka det jag har skrivit" not in words(anna.get(REVIEW))
    assert "har också skrivit" not in words(anna.get(REVIEW)), "Erik is nobody of the settings here"
    assert "Ta tillbaka" not in words(press(browser, REVIEW, "ta-tillbaka"))
    assert "Utkastet är godkänt av" in words(press(browser, REVIEW, "godkänn"))


def test_a_draft_that_nobody_can_sign_says_so(served: Served) -> None:
    gun = served.browser(Member(subject="gun", shown="Gun", roles={"gemensamt": WRITES}))
    nobody = "Ingen kan godkänna utkastet: ingen har rollen granskar här."
    assert nobody in words(press(gun, "/redigera/theme/gemensamt/trafik", "klar", kort="Säkrare trafik för alla."))
    served.desks.newsroom.members.replace([ANNA, CILLA])
    told = words(saved(served, titel="Ny titel på löftet 2019"))
    assert "Ingen kan godkänna utkastet: alla som granskar här har skrivit i det" in told
    served.desks.newsroom.members.replace([ANNA, BO, CILLA])
    assert "Utkastet väntar på att någon annan läser det." in words(served.browser(ANNA).get(PLEDGE.address))


def test_who_writes_with_a_reviewer_leaves_out_what_they_wrote_so_that_they_can_sign(served: Served) -> None:
    eva = served.browser(Member(subject="eva", shown="Eva", roles={"ale": WRITES}))
    press(eva, PLEDGE.address, "klar", titel="Evas titel på löftet 2019")
    saved(served, kort="Annas ord.")
    assert "Anna, kommunikatör har ändrat i utkastet efter dig." not in words(eva.get(PLEDGE.address)), (
        "it is asked for"
    )
    press(served.browser(ANNA), PLEDGE.address, "spara", kort="Annas ord igen.")
    assert "Anna, kommunikatör har ändrat i utkastet efter dig. Läs hur det är nu" in words(eva.get(PLEDGE.address))
    press(eva, PLEDGE.address, "klar", titel="Evas titel igen på löftet 2019")
    by_anna = words(served.browser(ANNA).get(REVIEW))
    assert "Ska du godkänna det kan någon som inte längre är med här ta bort det du har skrivit" in by_anna
    page = eva.get(REVIEW)
    assert "Ta bort det som Anna, kommunikatör har skrivit" in words(page)
    button = BeautifulSoup(page.text, "lxml").select_one("button[value^=utan]")
    assert button is not None
    assert "Annas ord" not in words(press(eva, REVIEW, str(button["value"])))
    assert "Kort Annas ord" not in words(eva.get(PLEDGE.address))
    press(eva, PLEDGE.address, "klar")
    assert "Utkastet är godkänt av Anna" in words(press(served.browser(ANNA), REVIEW, "godkänn"))
    press(served.browser(CILLA), REVIEW, "ge-ut")
    served.press()
    assert published(served)["titel"] == "Evas titel igen på löftet 2019"
    assert "Annas ord" not in str(published(served)) + words(served.browser(CILLA).get("/utgivning"))


def test_all_that_is_to_be_signed_is_read_before_the_button(served: Served) -> None:
    long = " ".join(f"Mening {number} i en lång text." for number in range(30))
    raw = (served.content / PLEDGE.path).read_bytes()
    new = raw.decode().replace("titel: Påhittat löfte om trafiken 2019", "titel: Ett nytt löfte") + f"\n{long}\n"
    place = RecordPlace(Kind.PLEDGE, "ale", "2021")
    served.desks.of(ANNA).store.save(place, new.encode(), NEW)
    served.desks.of(ANNA).store.save(PLEDGE, raw + b"\nEtt stycke till.\n", raw)

    def before_the_button(address: str) -> str:
        return words(served.browser(BO).get(address)).partition("Jag har läst det")[0]

    seen = before_the_button("/granskning/pledge/ale/2021")
    assert "Sidan är ny Allt som står på den" in seen
    assert "Titel Ett nytt löfte Kort" in seen
    assert "Åtgärd 1, Vad " in seen
    assert long in seen
    seen = before_the_button(REVIEW)
    assert "Nu – Blir (stycken som inte är ändrade är utelämnade) Ett stycke till." in seen
    assert "Löftet hör till" not in seen


def test_who_published_is_told_who_can_take_it_back(served: Served) -> None:
    saved(served, titel="Ny titel på löftet 2019")
    press(served.browser(BO), REVIEW, "godkänn")
    press(served.browser(CILLA), REVIEW, "ge-ut")
    served.press()
    way = "Den som skriver där kan här göra ett utkast med texten som var före."
    assert way in words(served.browser(CILLA).get("/utgivning"))
    assert way not in words(served.browser(ANNA).get("/utgivning"))


def test_who_reads_a_draft_meets_what_is_wrong_in_the_words_of_the_form(served: Served) -> None:
    press(served.browser(ANNA), PLEDGE.address, "spara", **{"uppföljning.senast": "2018-03-31"})
    seen = words(served.browser(BO).get(REVIEW))
    assert "Senast: " in seen
    assert "senast:" not in seen


def test_the_first_page_tells_each_what_waits_for_them_and_how_far_a_draft_has_come(served: Served) -> None:
    def first(member: Member) -> tuple[str, list[tuple[str, str]], str]:
        page = BeautifulSoup(served.browser(member).get("/").text, "lxml")
        begun = page.select_one("[aria-labelledby=paborjat] .tag")
        waiting = page.select("[aria-labelledby=vantar] a")
        who = page.select_one(".head .note")
        assert who is not None
        return (
            who.get_text(),
            [(str(one["href"]), one.get_text()) for one in waiting],
            begun.get_text() if begun is not None else "",
        )

    press(served.browser(ANNA), PLEDGE.address, "spara", titel="Ny")
    assert first(ANNA) == ("Du är inloggad som Anna, kommunikatör. Du skriver och granskar i Ale.", [], "skrivs")
    saved(served, titel="Ny titel")
    assert [first(one)[1:] for one in (ANNA, BO, CILLA)] == [
        ([], "väntar på granskning"),
        ([("/granskning#lasa", "1 utkast att granska")], "väntar på granskning"),
        ([], "väntar på granskning"),
    ]
    press(served.browser(BO), REVIEW, "tillbaka", ord="Året stämmer inte")
    assert first(ANNA)[1:] == ([(PLEDGE.address, "1 utkast tillbaka till dig")], "ändring begärd")
    assert first(BO)[1] == []
    saved(served, titel="Ny titel igen")
    press(served.browser(BO), REVIEW, "godkänn")
    assert first(CILLA)[1:] == ([("/granskning#godkant", "1 utkast klart att ge ut")], "godkänt")
    press(served.browser(CILLA), REVIEW, "ge-ut", dag="2099-01-15")
    assert first(CILLA)[1:] == ([], "ges ut 15 januari 2099")
    assert first(DAG)[1:] == ([], ""), "nothing of a municipality that one has no role in"


def test_a_guest_of_two_municipalities_is_led_to_the_other(served: Served) -> None:
    kim = Member(subject="kim", shown="Kim", roles={"ale": WRITES, "alingsas": WRITES, "gemensamt": REVIEWS})
    guest = served.browser(kim)
    page = guest.get("/")
    assert "Du skriver i Ale och Alingsås, och granskar det som är gemensamt för alla kommuner. Byt till" in words(page)
    button = BeautifulSoup(page.text, "lxml").select_one(".head button[name=kommun]")
    assert button is not None
    assert button["value"] == "Alingsås"
    there = guest.post("/jag", data={**form_in(page, "/jag"), "kommun": "Alingsås"})
    assert BeautifulSoup(there.text, "lxml").select_one("h1").get_text() == "Alingsås"  # type: ignore[union-attr]
    alone = BeautifulSoup(served.browser(ANNA).get("/").text, "lxml")
    assert "button" not in str(alone.select_one(".head"))
    assert not [one for one in alone.select("summary") if "Byt kommun" in one.get_text()]
    every = Member(subject="max", shown="Max", roles={"alla": PUBLISHES})
    page = served.browser(every).get("/")
    assert "Du publicerar i alla kommuner. Byt kommun Vilken kommun skriver du för?" in words(page)
    for address in ("/", "/ny", "/granskning", "/utgivning", PLEDGE.address):
        assert "Anna, kommunikatör Logga ut" in words(served.browser(ANNA).get(address))


def test_only_what_one_may_write_is_offered(served: Served) -> None:
    def offered(member: Member) -> tuple[list[str], str, bool]:
        page = served.browser(member).get("/ny")
        found = BeautifulSoup(page.text, "lxml")
        first = words(served.browser(member).get("/"))
        named = [str(one["value"]) for one in found.select("datalist option")]
        return named, words(page), "Skriv en uppföljning" in first

    named, told, begins = offered(DAG)
    assert (named, begins) == (["Alingsås"], True)
    assert "Överenskommelse" in told
    assert "Gemensamt för alla." not in told
    named, told, begins = offered(BO)
    assert (named, begins) == ([], False)
    assert "Du har inte rollen skriver. Fråga den som sköter portalen." in told
    _, told, begins = offered(Member(subject="gun", shown="Gun", roles={"gemensamt": WRITES}))
    assert "Ämne" in told
    assert "Nästa års löfte" not in told
    assert begins


def test_who_else_has_the_page_open_is_told(served: Served) -> None:
    served.browser(ANNA).get(PLEDGE.address)
    assert "Anna, kommunikatör har också sidan öppen." in words(served.browser(BO).get(PLEDGE.address))


def test_what_waits_for_its_day_says_so(served: Served) -> None:
    saved(served, titel="Ny")
    press(served.browser(BO), REVIEW, "godkänn")
    told = press(served.browser(CILLA), REVIEW, "ge-ut", dag="2099-01-15")
    assert "ges ut den 15 januari 2099" in words(told)
    served.press()
    assert published(served)["titel"] == "Påhittat löfte om trafiken 2019"
    told = served.browser(CILLA).get(REVIEW)
    assert "Vänta med att ge ut" in words(told)


def test_a_form_of_another_session_is_refused(served: Served) -> None:
    saved(served, titel="Ny")
    form = form_in(served.browser(BO).get(REVIEW), REVIEW)
    other = Member(subject="eva", shown="Eva", roles={"ale": REVIEWS})
    refused = served.browser(other).post(REVIEW, data={**form, "gör": "godkänn"})
    assert (refused.status_code, "Formuläret kom inte från redigeringens egen sida." in words(refused)) == (403, True)


@pytest.mark.parametrize(
    "address",
    [
        "/granskning/pledge/ale/..%2f..%2fetc", "/granskning/pledge/ale/--upload-pack=x", "/granskning/pledge/ale/2019;ls",
        "/redigera/pledge/..%2f/2019", "/utgivning/HEAD/angra", "/utgivning/--output=x/angra", "/granskning/branch/ale/2019",
    ],
)  # fmt: skip
def test_no_path_and_no_option_comes_from_the_browser(served: Served, address: str) -> None:
    anna = served.browser(ANNA)
    token = form_in(anna.get("/"), "/logga-ut")["csrf"]
    answers = [anna.get(address), anna.post(address, data={"csrf": token, "gör": "godkänn"})]
    assert all(answer.status_code in (403, 404, 405) for answer in answers)
    assert git(served.content, "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"


def test_content_without_versions_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(NoVersionsError, match="ligger inte i ett git-arkiv"):
        served_in(tmp_path, versions=False)


def full_disk(*_given: object, **_named: object) -> None:
    """A disk with no room left, as git tells of it."""
    raise subprocess.CalledProcessError(128, "git", stderr=b"fatal: write error: No space left on device\n")


def test_a_disk_that_is_full_is_told_and_loses_nothing_that_was_saved(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(served, titel="Sparat medan det fanns plats")
    with monkeypatch.context() as full:
        full.setattr(drafts, "add_version", full_disk)
        told = saved(served, titel="Efteråt")
        assert told.status_code == 507
        assert "Det gick inte att skriva: det finns ingen plats kvar på disken. Inget är sparat." in words(told)
    assert "Sparat medan det fanns plats" in words(served.browser(BO).get(REVIEW))
    kept = served.browser(ANNA).get(PLEDGE.address)
    assert "Efteråt" in words(kept), "what was typed is offered again"

    press(served.browser(BO), REVIEW, "godkänn")
    press(served.browser(CILLA), REVIEW, "ge-ut")
    with monkeypatch.context() as full:
        full.setattr(publication, "commit_tree", full_disk)
        with pytest.raises(subprocess.SubprocessError):
            served.press()
    told = served.browser(CILLA).get("/utgivning")
    assert "Det godkända kom inte ut: det finns ingen plats kvar på disken. Inget är borta" in words(told)
    served.press()
    assert published(served)["titel"] == "Sparat medan det fanns plats"
    assert "kom inte ut" not in words(served.browser(CILLA).get("/utgivning"))


def test_what_is_typed_on_a_full_disk_is_said_to_be_in_the_browser_alone(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(unsaved, "replace", full)
    told = press(served.browser(ANNA), PLEDGE.address, "pröva", titel="Ny", levande="ja")
    words_for_it = "Det du skriver finns bara i webbläsaren tills du sparar: det finns ingen plats kvar på disken."
    assert words_for_it in words(told)


def test_a_published_branch_that_somebody_has_written_anew_takes_no_draft_with_it(served: Served) -> None:
    saved(served, titel="Annas titel")
    anew = git(served.content, "commit-tree", "-m", "Skriven om", "HEAD^{tree}").strip()
    git(served.content, "update-ref", "refs/heads/main", anew)
    assert "Annas titel" in words(served.browser(BO).get("/granskning"))
    saved(served, kort="En annan kort text om löftet.")
    assert "Annas titel" in words(served.browser(BO).get(REVIEW))
    press(served.browser(BO), REVIEW, "godkänn")
    press(served.browser(CILLA), REVIEW, "ge-ut")
    served.press()
    assert (published(served)["titel"], published(served)["kort"]) == ("Annas titel", "En annan kort text om löftet.")
    assert git(served.content, "rev-parse", "HEAD^1").strip() == anew


def test_a_repository_that_is_gone_is_told_and_what_is_there_when_it_is_back(served: Served) -> None:
    saved(served, titel="Annas titel")
    browser = served.browser(ANNA)
    form = form_in(browser.get(PLEDGE.address), PLEDGE.address)
    repository = served.content.parent / ".git"
    repository.rename(repository.with_name("undan"))
    answers = (
        browser.get("/granskning"),
        browser.post(PLEDGE.address, data={**form, "titel": "Skrivet nu", "gör": "spara"}),
    )
    repository.with_name("undan").rename(repository)
    for answer in answers:
        assert answer.status_code in (500, 507)
        assert "Det som är sparat finns kvar." in words(answer) or "Inget är sparat." in words(answer)
        assert "Traceback" not in answer.text
    assert "Annas titel" in words(served.browser(BO).get(REVIEW))
    assert "Skrivet nu" in words(browser.get(PLEDGE.address))


def test_a_clock_that_has_gone_back_keeps_the_order_of_what_was_saved(served: Served) -> None:
    git(
        served.content,
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "I framtiden",
        "--date",
        "2037-01-01T12:00:00",
        day="2037-01-01",
    )
    saved(served, titel="Annas titel")
    draft = served.desks.newsroom.sign_offs.drafts.get(PLEDGE)
    assert draft is not None
    assert len(draft.writers) == 1
    press(served.browser(BO), REVIEW, "godkänn")
    press(served.browser(CILLA), REVIEW, "ge-ut")
    served.press()
    assert published(served)["titel"] == "Annas titel"
    assert served.desks.newsroom.sign_offs.drafts.get(PLEDGE) is None
