"""The words that the search knows, in small files that the search page reads before it asks the index.

An index of words that finds no page for a word gives the pages that have some of its first letters: Hässelby would
find handel. So the page looks a word up first: is it here, as it is or as the beginning of another; is another form of
it here, by the rules of `search_words_added`; else it is not searched for, and what is spelt most like it is suggested.

A file holds the words that begin with a certain letter or digit, folded: `ord/g.json`. Every one of them has its file,
be it empty: the script never asks in vain.
"""

import re
from collections.abc import Iterable, Mapping
from string import ascii_lowercase, digits

import orjson

from pledges.exports.search_words_added import STEM_RULES, stem, synonyms
from pledges.swedish import fold

FOLDER = "ord"
KEYS = (*ascii_lowercase, *digits)
_WORD = re.compile(r"[^\W_]+")


def searched_words(text: str) -> set[str]:
    """The distinct words and numbers of a text, as they are written."""
    return set(_WORD.findall(text))


def plain_word_files(on_pages: Iterable[str]) -> Mapping[str, bytes]:
    """The same files of another language than Swedish, with only the words that its pages have, in lower case."""
    split: dict[str, list[str]] = {key: [] for key in KEYS}
    for word in sorted({word.lower() for word in on_pages}):
        if (key := fold(word)[:1]) in split:
            split[key].append(word)
    return {f"{key}.json": orjson.dumps({"ord": " ".join(members)}) for key, members in split.items()}


def word_files(on_pages: Iterable[str], added: Iterable[str]) -> Mapping[str, bytes]:
    """The files by name, of the words that the pages have and of those that were added to them in the index.

    `ord` are the words in a row, with a capital where no page has the word without it; `lika` those that no page has in
    any form, each with the one that is searched for in its place; `samma` those that a page has, each with the other word
    that is searched for beside it; `regler` how an ending is cut off.
    """
    written: dict[str, str] = {}
    for word in sorted(on_pages):  # in lower case last, and all in capitals first
        written[word.lower()] = word
    stems = {stem(word) for word in written}
    meant = {other: word for other, word in synonyms().items() if word in written}
    instead = {other: word for other, word in meant.items() if stem(other) not in stems}
    split: dict[str, list[str]] = {key: [] for key in KEYS}
    for word in sorted((written.keys() | set(added)) - instead.keys()):
        if (key := fold(word)[:1]) in split:
            split[key].append(written.get(word, word))
    return {
        f"{key}.json": orjson.dumps(
            {
                "regler": STEM_RULES,
                "ord": " ".join(members),
                "lika": {other: word for other, word in sorted(instead.items()) if fold(other).startswith(key)},
                "samma": {
                    other: word
                    for other, word in sorted(meant.items())
                    if other in written and fold(other).startswith(key)
                },
            }
        )
        for key, members in split.items()
    }
