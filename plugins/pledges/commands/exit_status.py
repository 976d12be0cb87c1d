"""How a command of the host ends: what it says, and its exit status. A mistake never ends in a traceback."""

import os
import sys
from collections.abc import Callable

from pledges.publish.deploy.plan import DeployError
from pledges.publish.removal import RemovalError
from pledges.settings import SettingsError


def attempt(work: Callable[[], str]) -> int:
    """Do `work` and print what it gives; a mistake is told in Swedish and gives status 1."""
    os.umask(0o022)
    try:
        print(work())
    except (DeployError, RemovalError, SettingsError) as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"Det gick inte att läsa eller skriva {error.filename or ''}: {error.strerror}.")
    return 0


def fail(message: str) -> int:
    """Print what is wrong; gives status 1."""
    print(message, file=sys.stderr)
    return 1
