"""Whether a text is another with its typos mended: words spelt differently, split or joined, and nothing else said.

A typo is one letter too many, one missing, one wrong or two that have changed places. Numbers, also as words, negations and
words such as minst and högst are compared as they stand; är and att may come and go; one weekday is never another by a single letter.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

_WORD = re.compile(r"\d+(?:[,.:]\d+)*|[^\W\d_]+|[%‰§<>=±+×]")
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_MOST_PARTS = 3  # of a word that has been split
_SHORTEST_TYPO = 4
_SHORTEST_WRONG_LETTER = 6  # juni and juli, stor and stod: short words are real words by one letter
_SHORTEST_WRONG_START = 8

_TENS = "tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio"
_TEENS = "tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton"
_ONES = "noll|två|tre|fyra|fem|sex|sju|åtta|nio|hundra|tusen|miljon|miljard|dussin|halv|dubbel"
_BEGINNING = re.compile(rf"(?:{_TENS}|{_TEENS}|{_ONES})+(?:en|ett)?|juni|juli")
_WHOLE = re.compile(
    "en|ett|enda|båda|bägge|hälften|första|förste|andra|andre|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde"
    "|[a-zåäö]*(?:tonde|tionde|elfte|tolfte|hundrade|tusende)"
)
_NEGATIONS = """
    inte icke ej utan aldrig ingen inga inget ingenting ingenstans varken knappt knappast sällan utom förutom
"""
_TURNING = """
    alla allt alltid varje varannan var fler flera flest färre färst mer mera mest mindre minst högst längst
    ska skall kan bör får måste vill öka ökar ökade ökat minska minskar före efter under över innan till från
    norra södra östra västra inre yttre bättre sämre hela
"""
_GUARDED = frozenset((_NEGATIONS + _TURNING).split())
_UNSAID = frozenset(("är", "att"))
"""What may be left out in a note and said in a sentence: Vuxna ute, vuxna är ute."""


def only_typos_differ(before: str, after: str) -> bool:
    """Whether the two say the same, but for how words are spelt, split and punctuated."""
    return _are_the_same(_words(before), _words(after))


def _words(text: str) -> list[str]:
    return _WORD.findall(_HIDDEN.sub("", unicodedata.normalize("NFC", text)).casefold())


def _are_the_same(old: Sequence[str], new: Sequence[str]) -> bool:
    """Word by word from the left; where two differ, a split word on either side may be the reason."""
    at_old = at_new = 0
    while at_old < len(old) and at_new < len(new):
        if parts := _parts_of(old[at_old], new[at_new:]):
            at_old, at_new = at_old + 1, at_new + parts
        elif parts := _parts_of(new[at_new], old[at_old:]):
            at_old, at_new = at_old + parts, at_new + 1
        elif _same_word(old[at_old], new[at_new]):
            at_old, at_new = at_old + 1, at_new + 1
        elif old[at_old] in _UNSAID:
            at_old += 1
        elif new[at_new] in _UNSAID:
            at_new += 1
        else:
            return False
    return _UNSAID.issuperset((*old[at_old:], *new[at_new:]))


def _parts_of(word: str, parts: Sequence[str]) -> int:
    """How many of the first `parts` are `word` split up; 0 where they are not. utan för is not utanför."""
    if not parts or word == parts[0] or not word.startswith(parts[0]):
        return 0
    for number in range(2, _MOST_PARTS + 1):
        some = parts[:number]
        if len(some) == number and "".join(some) == word and not any(map(_is_guarded, (word, *some))):
            return number
    return 0


def _is_guarded(word: str) -> bool:
    return word == "o" or word in _GUARDED or not word.isalpha() or bool(_marks(word))


def _marks(word: str) -> tuple[str, ...]:
    """What of a word must stand as it is: the number, or one of two months much alike, that it is or begins with."""
    matches = (_BEGINNING.match(word), _WHOLE.fullmatch(word))
    return tuple(match[0] for match in matches if match)


def _same_word(before: str, after: str) -> bool:
    """Whether it is the same word, perhaps spelt differently. A first o or a negates: säker, osäker."""
    if before == after:
        return True
    if not (before.isalpha() and after.isalpha()) or before in _GUARDED or after in _GUARDED:
        return False
    if before[1:] == after or after[1:] == before:
        return (before if len(before) > len(after) else after)[0] not in "oa" and _is_long(before, after)
    return _marks(before) == _marks(after) and _is_typo(before, after)


def _is_long(before: str, after: str) -> bool:
    return min(len(before), len(after)) >= _SHORTEST_WRONG_START


def _is_typo(before: str, after: str) -> bool:
    shorter, longer = sorted((before, after), key=len)
    if len(shorter) < _SHORTEST_TYPO:
        return False
    if len(longer) - len(shorter) == 1:
        return any(shorter == rest for rest in _without_one_letter(longer))
    if len(longer) != len(shorter):
        return False
    wrong = [index for index, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    if len(wrong) == 1:
        at_start = wrong[0] == 0
        return len(before) >= (_SHORTEST_WRONG_START if at_start else _SHORTEST_WRONG_LETTER)
    return _have_changed_places(before, after, wrong)


def _without_one_letter(word: str) -> Iterator[str]:
    return (word[:index] + word[index + 1 :] for index in range(len(word)))


def _have_changed_places(before: str, after: str, wrong: Sequence[int]) -> bool:
    return (
        len(wrong) == 2
        and all(second - first == 1 for first, second in pairwise(wrong))
        and before[wrong[0]] == after[wrong[1]]
        and before[wrong[1]] == after[wrong[0]]
    )
