"""Four eyes: whose signature holds, for what, and until when."""

from datetime import date

import pytest

from pledges.newsroom.sign_off import SignOffError
from support.newsroom import ANNA, BO, CILLA, Room


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
