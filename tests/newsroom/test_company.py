"""What belongs together is published together: a follow-up and the pledge that it is of, which no reader has met yet."""

import re
import sys

import pytest

from pledges.content.kinds import Kind
from pledges.editing.places import RecordPlace
from pledges.newsroom.desks import company_address, review_address, told_of
from pledges.newsroom.publication import RefusedError
from support.editor import git
from support.newsroom import ANNA, BO, CILLA, PLEDGE, Room
from support.newsroom_screens import ANNA as ANNA_IN
from support.newsroom_screens import BO as BO_IN
from support.newsroom_screens import CILLA as CILLA_IN
from support.newsroom_screens import DAG, Served, form_in, press, words

NEW_PLEDGE = RecordPlace(Kind.PLEDGE, "ale", "2020")
FOLLOW_UP = RecordPlace(Kind.FOLLOW_UP, "ale", "2020")
PLACE = RecordPlace(Kind.MUNICIPALITY, "ale", "kommun")


def begun(served: Served) -> None:
    """A new pledge and its follow-up, as Anna has begun them."""
    store = served.desks.of(ANNA_IN).editor.store
    for place in (NEW_PLEDGE, FOLLOW_UP):
        raw = (served.content / place.path.replace("2020", "2019")).read_bytes()
        raw = re.sub(rb"2019(?!-2020)", b"2020", raw).replace(b"med det", b"2020 med det")
        raw = raw.replace(b"2020-02-01", b"2021-02-01").replace(b"2020-03-31", b"2021-03-31")
        store.save(place, raw, store.current(place).raw, ready=False)


def joined(served: Served) -> str:
    """What is told where Anna chose that they are published together."""
    anna, at = served.browser(ANNA_IN), company_address(FOLLOW_UP)
    page = anna.get(at)
    assert "Påhittat löfte om trafiken 2020 löfte, av Anna" in words(page)
    return words(anna.post(at, data={**form_in(page, at), f"med {review_address(NEW_PLEDGE)}": "ja"}))


def test_a_follow_up_of_a_pledge_that_nobody_has_published_is_told_so_and_goes_out_with_it(served: Served) -> None:
    begun(served)
    anna, bo, cilla = (served.browser(one) for one in (ANNA_IN, BO_IN, CILLA_IN))
    told = words(press(anna, FOLLOW_UP.address, "klar"))
    assert "Sidan bygger på ”Påhittat löfte om trafiken 2020”, som bara är ett utkast." in told
    assert "Någon annan kan läsa det först när" in told
    told = joined(served)
    assert "Ges ut samtidigt som ”Påhittat löfte om trafiken 2020”, när allt är godkänt." in told
    for place in (FOLLOW_UP, NEW_PLEDGE):
        assert "Klart. När någon annan har läst" in words(press(anna, place.address, "klar"))
    seen = words(press(bo, review_address(FOLLOW_UP), "godkänn"))
    assert "Ges ut samtidigt Sidorna hör ihop." in seen
    assert "Påhittat löfte om trafiken 2020 löfte, väntar på att läsas" in seen
    assert "Ändra det" not in seen, "Bo reads, and may not choose"
    assert "Andra sidor säger då emot" not in seen, "the pledge tells its own on its own page"
    early = words(press(cilla, review_address(FOLLOW_UP), "ge-ut"))
    assert "”Påhittat löfte om trafiken 2020” ska ges ut samtidigt och är inte godkänt som det är nu." in early
    assert "att ge ut" not in words(cilla.get("/"))
    press(bo, review_address(NEW_PLEDGE), "godkänn")
    assert "Väntar på dig 2 utkast klara att ge ut" in words(cilla.get("/"))
    press(cilla, review_address(FOLLOW_UP), "ge-ut")
    before = git(served.content, "rev-parse", "HEAD")
    served.press()
    assert all((served.content / place.path).is_file() for place in (FOLLOW_UP, NEW_PLEDGE))
    assert git(served.content, "rev-parse", "HEAD^1") == before, "one version"
    told = words(cilla.get("/utgivning"))
    assert "Påhittat löfte om trafiken 2020" in told
    assert "Så gick det 2020" in told
    assert "Gavs ut samtidigt som ”Påhittat löfte om trafiken 2020”." in told
    assert git(served.content, "for-each-ref", "refs/heads/utkast", "refs/redigering/tillsammans") == ""


def test_only_what_belongs_together_is_said_to(served: Served) -> None:
    begun(served)
    anna = served.browser(ANNA_IN)
    assert "Sidan hör ihop med ”Så gick det 2020" in words(anna.get(NEW_PLEDGE.address)), "the follow-up names it"
    store = served.desks.of(ANNA_IN).store
    raw = store.current(PLACE).raw
    store.save(PLACE, raw + b"Tillagt.\n", raw, ready=False)
    assert "hör ihop" not in words(anna.get(PLACE.address))
    assert "Ge ut samtidigt som ett annat utkast" in words(anna.get(review_address(PLACE)))
    raw = store.current(PLACE).raw
    store.save(PLACE, raw + b"Mer i [l\xc3\xb6ftet](loften/2020.md).\n", raw, ready=False)
    assert "Sidan hör ihop med ”Påhittat löfte om trafiken 2020”, som också är ett utkast." in words(
        anna.get(PLACE.address)
    )


def test_what_goes_together_tells_no_title_of_a_municipality_that_one_has_no_role_in(served: Served) -> None:
    begun(served)
    joined(served)
    *_, told = told_of(served.desks.newsroom, FOLLOW_UP, "", reads=lambda _municipality: False)
    assert told.text == "Ges ut samtidigt som ett utkast i en annan kommun, när allt är godkänt."


def test_what_is_chosen_to_go_together_is_for_those_who_write_there(served: Served) -> None:
    begun(served)
    for member in (BO_IN, DAG):
        assert served.browser(member).get(company_address(FOLLOW_UP)).status_code == 403
    token = form_in(served.browser(BO_IN).get(review_address(FOLLOW_UP)), review_address(FOLLOW_UP))
    assert served.browser(BO_IN).post(company_address(FOLLOW_UP), data=token).status_code == 403


def two_signed(room: Room) -> None:
    """The pledge and the place's page, joined, each written by Anna and signed by Bo."""
    room.save(ANNA, titel="Tillsammans")
    store = room.store(ANNA)
    raw = store.current(PLACE).raw
    store.save(PLACE, raw + b"Tillagt.\n", raw)
    room.drafts.join(PLEDGE, [PLACE])
    for draft in room.drafts.every():
        room.sign_offs.sign(draft, BO, read=draft.version)


def test_a_signature_holds_in_the_company_that_it_was_given_in(room: Room) -> None:
    two_signed(room)
    room.drafts.join(PLEDGE, [])
    assert room.drafts.company(PLACE) == ()
    assert [room.sign_offs.standing(draft).signed for draft in room.drafts.every()] == [None, None]
    room.drafts.join(PLACE, [PLEDGE])
    assert all(room.sign_offs.standing(draft).signed for draft in room.drafts.every())
    room.store(ANNA).discard(PLACE)
    assert room.drafts.company(PLEDGE) == ()
    assert room.sign_offs.standing(room.draft()).signed is None


def test_all_go_out_or_none(room: Room) -> None:
    two_signed(room)
    draft = room.draft()
    room.sign_offs.order(draft, CILLA, read=draft.version, day=None)
    together = (draft, *room.sign_offs.company(draft))
    head = git(room.content, "rev-parse", "HEAD")
    room.check = [sys.executable, "-c", "raise SystemExit(1)"]
    with pytest.raises(RefusedError):
        room.publication.publish(*together)
    assert (git(room.content, "rev-parse", "HEAD"), len(room.drafts.every())) == (head, 2)
    room.check = [sys.executable, "-c", "pass"]
    room.save(ANNA, titel="Ändrat efteråt")
    with pytest.raises(RefusedError):
        room.publication.publish(*together)
    assert (git(room.content, "rev-parse", "HEAD"), len(room.drafts.every())) == (head, 2)


def test_the_company_follows_a_draft_to_another_address(room: Room) -> None:
    two_signed(room)
    place, to = RecordPlace(Kind.PLEDGE, "ale", "2030"), RecordPlace(Kind.PLEDGE, "ale", "2031")
    store = room.store(ANNA)
    store.save(place, b"---\ntitel: Nytt\n---\n", store.current(place).raw, ready=False)
    room.drafts.join(place, [PLEDGE])
    assert set(room.drafts.company(place)) == {PLEDGE, PLACE}
    store.move(place, to)
    assert set(room.drafts.company(PLEDGE)) == {PLACE, to}
