"""How easy a Swedish text is to read: LIX, and how many words its sentences have. A measure, and no judge.

LIX (Björnsson 1968) is the words of a sentence and the share of long words, in percent, together: below 30 is read by
nearly everyone, above 50 by few. It knows nothing of what the words mean.
"""

import re
from dataclasses import dataclass

LONG = 7  # letters
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[ ,.]\d+)*")
_END = re.compile(r"[.!?:]+(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.))")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)\s]*\)")


@dataclass(frozen=True, slots=True)
class Plainness:
    """The words, sentences and long words of a text."""

    words: int
    sentences: int
    long_words: int

    @property
    def words_in_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def lix(self) -> int:
        return round(self.words_in_a_sentence + 100 * self.long_words / self.words) if self.words else 0


def plainness(text: str) -> Plainness:
    """Measure a text, in which a link is its words, and a row of a list or a table and a heading are each a sentence."""
    sentences = [words for part in _END.split(_LINK.sub(r"\1", text)) if (words := _WORD.findall(part))]
    every = [word for words in sentences for word in words]
    return Plainness(len(every), len(sentences), sum(len(word) >= LONG for word in every))
