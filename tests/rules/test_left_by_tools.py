"""What a template, an assistant or an editing tool left behind is told of, and what only looks like it is let be."""

from pathlib import Path

import pytest

from support.rules_samples import PLEDGE, change, check_site


def told(content: Path) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in check_site(content)]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("Svara senast {{datum}}.", "platshallare", "”{{datum}}” ser ut att vara kvar från en mall."),
        ("Här är en kortare version av texten. Polisen lovar mer.", "ur-annat-program", "”Här är en kortare version av texten” är vad ett skrivprogram svarade, inte text till läsaren."),
        ("Se [sidan](https://cms.provstad.example/wp-admin/post.php?post=12&action=edit).", "intern-lank", "Adressen hos cms.provstad.example leder till verktyget där sidan skrivs, som bara den inloggade ser."),
        ("Se [sidan](https://provstad.example/lofte?preview=true).", "intern-lank", "Adressen hos provstad.example leder till verktyget där sidan skrivs, som bara den inloggade ser."),
        ("Här är en version av löftet för unga.", "", ""),
        ("Se [sidan](https://provstad.example/preview/lofte).", "", ""),
        ("Se [filen](https://provstad.example/wp-content/uploads/lofte.pdf).", "", ""),
    ],
)  # fmt: skip
def test_what_a_tool_left_is_told_of(text: str, code: str, message: str, content: Path) -> None:
    change(content, PLEDGE, body=f"{text}\n")
    assert told(content) == ([(code, message)] if code else [])


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("n\u0430rkotika", "\u0430 är kyrilliskt; skriv narkotika"),
        ("trafik\u03bf", "\u03bf är grekiskt; skriv trafiko"),
    ],
)
def test_a_letter_of_another_alphabet_is_named(written: str, hint: str, content: Path) -> None:
    change(content, PLEDGE, f"ämnen: [{written}]")
    (problem,) = [one for one in check_site(content) if one.code == "fel-varde"]
    assert (problem.message, problem.hint) == (f"”{written}” kan inte vara en hänvisning.", hint)
