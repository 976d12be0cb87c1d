"""LIX and the length of sentences."""

import pytest

from pledges.content.plainness import Plainness, plainness


@pytest.mark.parametrize(
    ("text", "expected", "lix"),
    [
        ("", Plainness(0, 0, 0), 0),
        ("Polisen lovar. Du får veta.", Plainness(5, 2, 1), 22),  # 2,5 words and every fifth is long
        ("## Så funkar det\n\n- ett\n- två ord\n", Plainness(6, 3, 0), 2),
        ("Läs [om överenskommelsen](../a/b.md) här.", Plainness(4, 1, 1), 29),
        ("Minst 1 200 kontroller", Plainness(3, 1, 1), 36),
    ],
)
def test_words_sentences_and_long_words_are_counted(text: str, expected: Plainness, lix: int) -> None:
    assert plainness(text) == expected
    assert plainness(text).lix == lix
