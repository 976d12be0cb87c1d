"""Days that a text names are held against the record's own, and days of something else are let be."""

from pathlib import Path

import pytest

from support.rules_samples import FOLLOW_UP, PLEDGE, change, check_site


def told(content: Path) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.key, one.message, one.hint) for one in check_site(content)]


@pytest.mark.parametrize(
    ("path", "keys", "text", "expected"),
    [
        (PLEDGE, "händelser: [{datum: 2020-02-10, text: Löftet förnyades.}]", "Löftet förnyades den 10 februari 2019.", ("händelser.1.datum", "Det står datum: 2020-02-10, men texten säger 10 februari 2019.", "Är det samma dag, skriv datum: 2019-02-10. Är de olika, acceptera varningen.")),
        (PLEDGE, "undertecknat: 2018-01-15", "Det undertecknades 15 januari 2019.", ("undertecknat", "Det står undertecknat: 2018-01-15, men texten säger 15 januari 2019.", "Är det samma dag, skriv undertecknat: 2019-01-15. Är de olika, acceptera varningen.")),
        (FOLLOW_UP, "kort: Redovisades den 12 februari 2021.", "", ("datum", "Det står datum: 2020-02-12, men texten säger 12 februari 2021.", "Är det samma dag, skriv datum: 2021-02-12. Är de olika, acceptera varningen.")),
        (FOLLOW_UP, "datum: 2020-02-29", "Redovisades 29 februari 2019.", None),
        (FOLLOW_UP, "", "Redovisades 12 februari 2020, året efter mötet 12 februari 2019.", None),
        (FOLLOW_UP, "", "Redovisades 13 februari 2019.", None),
        (FOLLOW_UP, "datum: 2020-02", "Redovisades 12 februari 2019.", None),
    ],
)  # fmt: skip
def test_a_day_in_the_text_is_the_records(
    path: str, keys: str, text: str, expected: tuple[str, str, str] | None, content: Path
) -> None:
    change(content, path, keys, body=f"{text}\n")
    found = [one[1:] for one in told(content) if one[0] == "dag-mot-texten"]
    assert found == ([expected] if expected else [])


def test_following_the_advice_mends_it(content: Path) -> None:
    change(content, PLEDGE, "undertecknat: 2018-01-15", body="Det undertecknades 15 januari 2019.\n")
    (found,) = check_site(content)
    change(content, PLEDGE, found.hint.removeprefix("Är det samma dag, skriv ").split(". ", maxsplit=1)[0])
    assert check_site(content) == []
