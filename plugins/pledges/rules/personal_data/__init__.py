"""People: no personal identity numbers, and no homes, vehicles, addresses or telephone numbers that are somebody's own; no illness, no password."""

from pledges.rules.finding import RuleOfAny
from pledges.rules.personal_data import contact_details, homes_and_vehicles, identity_numbers, names, sensitive

RULES: tuple[RuleOfAny, ...] = (
    *identity_numbers.RULES,
    *contact_details.RULES,
    *homes_and_vehicles.RULES,
    *names.RULES,
    *sensitive.RULES,
)
