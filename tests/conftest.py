"""What holds for every test run: no deadlines, one umask, and what could not be run is said last.

Hypothesis measures nothing, since benchmarks measure and tests don't time. What a test lays out can be read by a web
server under another user, as what the host's commands lay out can, however strict the tester's own umask.
"""

import os
import shutil
from collections import Counter
from collections.abc import Generator
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings

from support.programs import absent, advice
from support.sites import RUN_FOLDER

settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")
os.umask(0o022)


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
