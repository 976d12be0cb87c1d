"""Four eyes: whose signature holds, for what, and until when."""

from datetime import date

import pytest

from pledges.editing.plumbing import git
from pledges.editing.source import read_source
from pledges.editing.versions import Versions
from pledges.newsroom.sign_off import SignOffError
from support.newsroom import ANNA, BO, CILLA, PLEDGE, Room, changed


def test_a_signature_is_by_somebody_who_has_written_nothing_in_the_draft(room: Room) -> None:
    room.save(ANNA, titel="En")
    draft = room.save(BO, titel="Två")
    for writer in (ANNA, BO):
        with pytest.raises(SignOffError, match="Du har själv skrivit i utkastet"):
            room.sign_offs.sign(draft, writer, read=draft.version)
    room.sign_offs.sign(draft, CILLA, read=draft.version)
    signed = room.sign_offs.standing(draft).signed
    assert signed is not None
    assert signed.who == CILLA


def test_a_reviewer_who_takes_back_all_that_they_wrote_may_sign_what_was_asked_for(room: Room) -> None:
    asked = room.save(ANNA, titel="Annas")
    mine = room.save(BO, titel="Annas, rättad")  # and said to be ready by him, as by the button that one presses
    assert mine.writers == (ANNA, BO)
    room.sign_offs.take_back(mine, room.store(BO), read=mine.version)
    back = room.draft()
    assert back.writers == (ANNA,)
    assert room.drafts.text(back) == room.drafts.text(asked) == room.store(ANNA).current(PLEDGE).raw
    assert git(room.content, "log", "-1", "--format=%s", back.version).decode() == "Löftet 2019\n"
    assert len(back.versions) == 3  # nothing that was saved is gone
    standing = room.sign_offs.standing(back)
    assert standing.asked is not None
    assert standing.asked.who == ANNA
    room.sign_offs.sign(back, BO, read=back.version)
    assert room.sign_offs.standing(back).signed is not None
    with pytest.raises(SignOffError, match="Du har själv skrivit i utkastet"):
        room.sign_offs.sign(back, ANNA, read=back.version)


def test_half_of_what_one_wrote_undone_leaves_one_a_writer(room: Room) -> None:
    """Somebody who wants to sign words of their own takes back the rest of them, by hand or by the button."""
    room.save(ANNA, titel="Annas")
    room.save(BO, kort="Bos ord", titel="Bos titel")
    half = room.save(BO, titel="Annas")
    assert BO in half.writers
    # Words that they wrote first are theirs, though a colleague was made to write the same after they were taken back.
    room.sign_offs.take_back(room.draft(), room.store(BO), read=room.draft().version)
    again = room.save(ANNA, kort="Bos ord", titel="Bos titel")
    assert BO in again.writers
    with pytest.raises(SignOffError, match="Du har själv skrivit i utkastet"):
        room.sign_offs.sign(again, BO, read=again.version)


def test_only_ones_own_words_are_taken_back_and_only_while_nobody_has_gone_on(room: Room) -> None:
    annas = room.save(ANNA, titel="Annas")
    with pytest.raises(SignOffError, match="Det går inte att ta tillbaka"):
        room.sign_offs.take_back(annas, room.store(ANNA), read=annas.version)
    with pytest.raises(SignOffError, match="Det går inte att ta tillbaka"):
        room.sign_offs.take_back(annas, room.store(BO), read=annas.version)
    bos = room.save(BO, titel="Bos")
    on = room.save(ANNA, titel="Annas igen")
    with pytest.raises(SignOffError, match="Det går inte att ta tillbaka"):
        room.sign_offs.take_back(on, room.store(BO), read=on.version)
    with pytest.raises(SignOffError, match="har ändrats sedan du öppnade det"):
        room.sign_offs.take_back(on, room.store(BO), read=bos.version)
    assert room.draft() == on


def test_a_writer_leaves_out_what_a_reviewer_wrote_between_and_keeps_their_own(room: Room) -> None:
    room.save(ANNA, titel="Annas")
    room.save(BO, kort="Bos ord.")
    mixed = room.save(ANNA, titel="Annas igen")
    assert mixed.writers == (ANNA, BO)

    def leave_out(by: str, other: str) -> None:
        draft = room.draft()
        room.sign_offs.leave_out(draft, room.store(by), read=draft.version, other=other, note=lambda _raw: "Löftet")

    for by, other in ((BO, ANNA), (ANNA, CILLA), (CILLA, BO)):
        with pytest.raises(SignOffError, match="Det går inte att ta bort"):
            leave_out(by, other)
    assert room.draft() == mixed
    leave_out(ANNA, BO)
    now = room.draft()
    assert now.writers == (ANNA,)
    said = read_source(room.drafts.text(now) or b"").values
    published = read_source((room.content / PLEDGE.path).read_bytes()).values
    assert (said["titel"], said["kort"]) == ("Annas igen", published["kort"])
    with pytest.raises(SignOffError, match="inte sagt att utkastet är klart"):  # nobody has read it as it is now
        room.sign_offs.sign(now, BO, read=now.version)
    room.ask(PLEDGE, ANNA)
    room.sign_offs.sign(now, BO, read=now.version)


def test_words_that_a_writer_has_gone_on_with_are_not_left_out(room: Room) -> None:
    """A reviewer's sentence that another has mended is still theirs: it stays, and they do not sign it."""
    room.save(ANNA, titel="Annas")
    room.save(BO, kort="Bos ord.")
    mixed = room.save(ANNA, kort="Bos ord, rättade.")
    with pytest.raises(SignOffError, match="Det går inte att ta bort"):
        room.sign_offs.leave_out(mixed, room.store(ANNA), read=mixed.version, other=BO, note=lambda _raw: "")
    assert BO in room.draft().writers


def test_what_a_page_said_before_it_was_published_anew_does_not_come_back(room: Room) -> None:
    room.save(ANNA, titel="Annas")
    raw = (room.content / PLEDGE.path).read_bytes()
    text = changed(raw, kort="Utgivet av en annan.")
    (room.content / PLEDGE.path).write_bytes(text)
    Versions(room.content).keep({PLEDGE.path: text}, "p", "utgivet")
    renewed = room.save(BO, titel="Bos")
    assert b"Utgivet av en annan." in (room.drafts.text(renewed) or b"")
    with pytest.raises(SignOffError, match="sidan getts ut sedan dess"):
        room.sign_offs.take_back(renewed, room.store(BO), read=renewed.version)


def test_who_says_that_somebody_elses_draft_is_ready_does_not_sign_it(room: Room) -> None:
    draft = room.save(ANNA, ready=False, titel="Annas, inte klar")
    room.ask(PLEDGE, BO)
    with pytest.raises(SignOffError, match="Det var du som sade att utkastet är klart"):
        room.sign_offs.sign(draft, BO, read=draft.version)
    room.save(BO, titel="Bos")
    room.sign_offs.take_back(room.draft(), room.store(BO), read=room.draft().version)
    with pytest.raises(SignOffError, match="Det var du som sade att utkastet är klart"):
        room.sign_offs.sign(room.draft(), BO, read=room.draft().version)
    room.ask(PLEDGE, ANNA)
    room.ask(PLEDGE, BO)  # who presses the button after her takes nothing from it
    room.sign_offs.sign(room.draft(), BO, read=room.draft().version)


def test_a_signature_is_void_at_the_next_change_and_after_it_is_taken_back(room: Room) -> None:
    draft = room.save(ANNA, titel="En")
    room.sign_offs.sign(draft, BO, read=draft.version)
    room.save(ANNA, titel="Två")
    assert room.sign_offs.standing(room.draft()).signed is None
    back = room.save(ANNA, titel="En")
    assert room.sign_offs.standing(back).signed is None
    assert room.sign_offs.standing(draft).signed is not None


def test_nobody_signs_what_they_have_not_read(room: Room) -> None:
    read = room.save(ANNA, titel="En")
    now = room.save(ANNA, titel="Två")
    with pytest.raises(SignOffError, match="har ändrats sedan du öppnade det"):
        room.sign_offs.sign(now, BO, read=read.version)


def test_a_draft_that_is_not_said_to_be_ready_is_not_signed(room: Room) -> None:
    draft = room.save(ANNA, ready=False, titel="En")
    with pytest.raises(SignOffError, match="inte sagt att utkastet är klart"):
        room.sign_offs.sign(draft, BO, read=draft.version)


def test_what_is_sent_back_says_why_and_is_asked_for_anew(room: Room) -> None:
    draft = room.save(ANNA, titel="En")
    with pytest.raises(SignOffError, match="Skriv vad som behöver ändras"):
        room.sign_offs.send_back(draft, BO, read=draft.version, words="")
    room.sign_offs.send_back(draft, BO, read=draft.version, words="Fel år i titeln")
    standing = room.sign_offs.standing(draft)
    assert (standing.asked, standing.sent_back and standing.sent_back.words) == (None, "Fel år i titeln")
    again = room.sign_offs.standing(room.save(ANNA, titel="Två"))
    assert (again.asked is not None, again.sent_back) == (True, None)


def test_a_reviewers_words_stay_while_the_draft_is_written_and_go_when_it_is_ready_or_another_draft(room: Room) -> None:
    def words() -> str | None:
        sent_back = room.sign_offs.standing(room.draft()).sent_back
        return sent_back.words if sent_back is not None else None

    draft = room.save(ANNA, titel="En")
    room.sign_offs.send_back(draft, BO, read=draft.version, words="Fel år")
    room.save(ANNA, ready=False, titel="Två")
    room.save(ANNA, ready=False, titel="Tre")
    assert words() == "Fel år"
    room.save(ANNA, titel="Fyra")
    room.save(ANNA, ready=False, titel="Fem")
    assert words() is None

    draft = room.save(ANNA, titel="Sex")
    room.sign_offs.send_back(draft, BO, read=draft.version, words="Om ett kastat utkast")
    room.store(ANNA).discard(draft.place)
    room.save(ANNA, ready=False, titel="Ett nytt utkast")
    assert words() is None


def test_only_what_is_signed_is_ordered_for_its_day_and_may_be_held_back(room: Room) -> None:
    draft = room.save(ANNA, titel="En")
    with pytest.raises(SignOffError, match="inte godkänt som det är nu"):
        room.sign_offs.order(draft, CILLA, read=draft.version, day=None)
    room.sign_offs.sign(draft, BO, read=draft.version)
    room.sign_offs.order(draft, CILLA, read=draft.version, day=date(2027, 1, 15))
    ordered = room.sign_offs.standing(draft).ordered
    assert ordered is not None
    assert (ordered.who, ordered.day) == (CILLA, date(2027, 1, 15))
    room.sign_offs.cancel(draft)
    assert room.sign_offs.standing(draft).ordered is None
    assert room.sign_offs.standing(draft).signed is not None
