"""What a deploy says while it works: a line now and then, as plain in a log as on a screen."""

import time
from dataclasses import dataclass, field

from pledges.publish.deploy.plan import DeployPlan
from pledges.swedish import decimal, quantity

# Seconds between two lines. What is done before that says nothing: an ordinary night is silent.
EVERY = 20
_MANY = 1000


def announce(todo: DeployPlan, target: str) -> None:
    """Say that much is about to be sent to `target`, where it is."""
    count = len(todo.added) + len(todo.changed)
    if count >= _MANY:
        print(f"Skickar {quantity(count, 'fil', 'filer')} till {target}. Det kan ta en stund.", flush=True)


@dataclass(slots=True)
class Progress:
    """How many of the `total` files have been sent."""

    total: int
    sent: int = 0
    told: float = field(default_factory=time.monotonic)

    def add(self, count: int) -> None:
        """So many more have been sent."""
        self.sent += count
        if time.monotonic() - self.told >= EVERY:
            self.told = time.monotonic()
            print(f"Skickat {decimal(self.sent)} av {quantity(self.total, 'fil', 'filer')}.", flush=True)
