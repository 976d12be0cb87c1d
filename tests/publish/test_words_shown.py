"""Words that were to go are found in whatever way a file writes them."""

import gzip
from pathlib import Path

import pytest

from pledges.publish.words_shown import files_with
from support.sites import write

NAME = "Anna O'Exempelsson"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("index.html", "<p>Här bor Anna O'Exempelsson.</p>"),
        ("index.html", "<p>ANNA\n    O&#39;Exempelsson</p>"),
        ("index.html", "<h1>Anna O'Exempels<wbr>son</h1>"),
        ("index.html", "<h1>Anna O'Exempels\u00adson</h1>"),
        ("index.html", "<h1>Anna O'Exempels&shy;son</h1>"),
        ("index.html", "<td>Anna</td><td>O'Exempelsson</td>"),
        ("index.html", "<b>Anna</b> <i>O'Exempelsson</i>"),
        ("flode.xml", "<description>&lt;p&gt;Anna O&amp;#39;Exempelsson&lt;/p&gt;</description>"),
        ("handelser.ics", "SUMMARY:Anna O'Exem\r\n pelsson"),
        ("data/loften.json", '{"text":"Anna\\nO\'Exempelsson"}'),
        ("data/loften.csv", "Anna O'Exempelsson;1"),
    ],
)
def test_words_are_found_in_the_files_own_way_of_writing(path: str, text: str, tmp_path: Path) -> None:
    write(tmp_path, {path: text, "annat.html": "<p>Anna bor här. O'Exempelsson bor där.</p>"})
    assert files_with(NAME, tmp_path, (path, "annat.html")) == [path]


def test_a_piece_of_the_search_is_unpacked_and_compressed_siblings_and_pictures_are_passed_over(tmp_path: Path) -> None:
    piece = "pagefind/fragment/sv_1.pf_fragment"
    write(tmp_path, {piece: ""})
    for path in (piece, "a.html.gz", "b.png"):
        (tmp_path / path).write_bytes(gzip.compress(NAME.encode()))
    assert files_with(NAME, tmp_path, (piece, "a.html.gz", "b.png")) == [piece]
