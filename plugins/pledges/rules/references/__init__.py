"""References: each leads somewhere that residents can read, and to the right kind of thing.

`as_written` asks for the form of one and `what_is_meant` guesses at one, `wrong_place` sees a file that lies elsewhere than all
that it names, `dead_ends` and `rings` follow them, `lists` holds several, and `rows` are those inside a file: actions and measures.
"""

from pledges.rules.finding import Rule
from pledges.rules.references import dead_ends, lists, rings, rows

RULES: tuple[Rule, ...] = (*dead_ends.RULES, *lists.RULES, *rings.RULES, *rows.RULES)
