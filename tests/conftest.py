"""What holds for every test run: no deadlines, one umask, one browser, and what could not be run is said last.

Hypothesis measures nothing, since benchmarks measure and tests don't time. What a test lays out can be read by a web
server under another user, as what the host's commands lay out can, however strict the tester's own umask. Python keeps
what it has compiled, also for a tester who has told it not to: else each of the hundreds of commands that are run would
compile the whole portal.
"""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright

from pledges.incremental import parallel
from support.browser import launched, playwright_here
from support.programs import absent, advice
from support.sites import RUN_FOLDER

settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")
os.umask(0o022)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# The tests fill every core by themselves: a site of a few municipalities takes a quarter more if it is divided. The whole
# country's, and all that the commands build in processes of their own, is divided as it is outside of tests.
parallel.WORTH_FORKING = 200


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What leads the browsers of this process: there may be only one. A test without a browser to be had is skipped."""
    with playwright_here() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser for all tests of this process. Each opens contexts of its own, and closes them."""
    with launched(playwright) as started:
        yield started


def pytest_configure(config: pytest.Config) -> None:
    """The first process makes a folder for what is built once for all of them."""
    if not hasattr(config, "workerinput"):
        os.environ[RUN_FOLDER] = mkdtemp(prefix="portal-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last thing that is done takes that folder away."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(RUN_FOLDER), ignore_errors=True)


def skipped(reporter: pytest.TerminalReporter) -> Counter[str]:
    """Why tests were skipped, and how many for each reason."""
    return Counter(str(one.longrepr[2]).removeprefix("Skipped: ") for one in reporter.stats.get("skipped", ()))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    """End by telling what was not run, why, and what to install for it."""
    yield
    reasons = skipped(terminalreporter)
    if not reasons:
        return
    terminalreporter.section("Det här kunde inte köras", yellow=True)
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} prov: {reason}")
    if line := advice(absent()):
        terminalreporter.line(f"\nFör att köra alla prov, installera med den här raden:\n\n    {line}\n")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nobody reads (CI=true), a test that was not run is a failure."""
    reporter: pytest.TerminalReporter | None = session.config.pluginmanager.getplugin("terminalreporter")
    if reporter is None:
        return  # one of several processes: the first of them reports
    if os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK and skipped(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
