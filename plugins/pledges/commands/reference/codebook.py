"""What each column of the tables means, in the guides: the sections under `## Tabeller`, from `exports/table_columns.py`.

The rest of those pages is written by hand; only these sections are put in.
"""

import re

from pledges.commands.reference.guide import table
from pledges.exports.table_columns import TABLES, Table

_SECTIONS = re.compile(r"(?<=\n)### .*?(?=\n## )", re.DOTALL)
_AFTER = "## Tabeller\n"


def with_codebook(text: str) -> str:
    """`text` with a section for each table under its heading Tabeller, in place of those that are there."""
    before, heading, after = text.partition(_AFTER)
    sections = "\n".join(map(_section, TABLES.values()))
    return before + heading + _SECTIONS.sub(lambda _old: sections, after, count=1)


def _section(one: Table) -> str:
    rows = [(column.name, column.meaning) for column in one.columns]
    return f"### {one.title}\n\n{one.row}\n\n{table(('kolumn', 'betydelse'), rows)}\n"
