"""The log of the whole site: a chain in which nothing can be changed, taken out or put in unseen."""

import pytest

from pledges.history.site_log import Course, SiteState, compare, listing, next_line, read, read_listing, vanished

FIRST = SiteState(addresses=frozenset(("a/", "b/")))
STATES = (
    FIRST,
    SiteState(addresses=frozenset(("a/", "b/", "c/")), moved={"a/": "c/"}),
    SiteState(
        addresses=frozenset(("a/", "b/", "c/")),
        moved={"a/": "c/"},
        removed={"b/": "Fel person."},
        words_removed=("c/",),
    ),
)


def files(number: int) -> bytes:
    return listing({"a/index.html": f"{number:064x}", "b/index.html": "0" * 64})


def grown(*states: SiteState, log: bytes = b"", first: int = 1) -> bytes:
    for number, state in enumerate(states, first):
        log += next_line(read(log), f"2026-12-{number:02}", files(number), state=state)
    return log


LOG = grown(*STATES)


def test_a_line_says_what_is_new_since_the_one_before_and_no_text() -> None:
    log = read(LOG)
    assert log.faults == ()
    first, second, third = log.lines
    assert (first.number, first.day, first.previous, first.count) == (1, "2026-12-01", "", 2)
    assert (first.new, second.new, third.new) == (("a/", "b/"), ("c/",), ())
    assert (second.moved, third.moved, third.removed) == ({"a/": "c/"}, {}, {"b/": "Fel person."})
    assert (log.moved, log.removed, third.words_removed) == ({"a/": "c/"}, {"b/": "Fel person."}, ("c/",))


def test_a_publication_of_the_same_adds_no_line() -> None:
    assert next_line(read(LOG), "2026-12-04", files(3), state=STATES[-1]) == b""
    assert next_line(read(LOG), "2026-12-04", files(4), state=STATES[-1]).startswith(b'{"rad":4')


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (LOG.replace(b"2026-12-02", b"2026-12-03"), "Rad 3 följer inte på rad 2"),
        (LOG.replace(b"Fel person.", b"Fel sak.")[: LOG.rindex(b"\n") - 4], "Rad 3 är avbruten."),
        (b"".join(LOG.splitlines(keepends=True)[::2]), "Rad 2 säger att den är rad 3"),
        (b"".join(LOG.splitlines(keepends=True)[1:]), "Rad 1 säger att något kom före den"),
        (LOG.replace(b'"rad":2', b'"rad":"2 stycken"'), "Rad 2 går inte att läsa."),
        (LOG.replace(b'{"rad":2', b'<<<<<<< HEAD\n{"rad":2'), "Rad 2: två loggar har slagits ihop"),
        (b"[]\n", "Rad 1 går inte att läsa."),
    ],
)
def test_what_is_changed_is_found_with_its_line(changed: bytes, told: str) -> None:
    assert told in "\n".join(read(changed).faults)


def test_a_log_that_goes_on_is_told_from_one_that_went_back_and_one_that_tells_another_past() -> None:
    longer = grown(STATES[-1], log=LOG, first=4)
    assert compare(read(longer), read(LOG)).course is Course.LONGER
    assert compare(read(LOG), read(LOG)).course is Course.SAME
    back = compare(read(LOG), read(longer))
    assert (back.course, back.shared) == (Course.WENT_BACK, 3)
    assert back.faults[0].startswith("Loggen slutar vid rad 3, men kopian har också rad 4: portalen har gått tillbaka")


def test_a_rewritten_past_is_named_with_the_line_and_the_records_that_it_leaves_out() -> None:
    other = grown(SiteState(addresses=frozenset(("a/",))), SiteState(addresses=frozenset(("a/", "c/"))), FIRST)
    found = compare(read(other), read(LOG))
    assert (found.course, found.shared) == (Course.REWRITTEN, 0)
    assert found.faults[0].startswith("Det förflutna är omskrivet från rad 1")
    assert found.faults[1:] == ("Loggen säger inte längre att b/ är borttagen.",)
    shorter = compare(read(grown(SiteState(addresses=frozenset(("a/",))))), read(LOG))
    assert "Borta ur loggen: b/ (kopian, rad 1)." in shorter.faults


def test_a_record_without_a_page_has_vanished() -> None:
    assert list(vanished(read(LOG), ("a/", "b/", "c/", "d/"))) == []
    (told,) = vanished(read(LOG), ("a/", "c/"))
    assert told == "Försvunnen: b/ gavs ut enligt rad 1 men har ingen sida, och är inte borttagen med skäl."


def test_a_list_reads_as_it_is_written_and_never_leads_out_of_the_site() -> None:
    assert read_listing(files(1)) == {"a/index.html": f"{1:064x}", "b/index.html": "0" * 64}
    for path in ("/etc/passwd", "../x", "a/../../x", ""):
        assert read_listing(f"{'0' * 64}  {path}\n".encode()) is None
    assert read_listing(b"<!doctype html>") is None
