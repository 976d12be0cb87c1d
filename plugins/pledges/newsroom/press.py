"""What is to be published goes out one at a time, beside the screens: at once, or on the day that it waits for."""

import logging
import queue
import subprocess
import threading
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from pledges.editing.faults import in_words
from pledges.editing.places import RecordPlace
from pledges.editing.plumbing import tidy
from pledges.newsroom.drafts import Draft
from pledges.newsroom.hosted import Hosted, HostedError
from pledges.newsroom.publication import Publication, RefusedError
from pledges.newsroom.sign_off import SignOffs

_LOOK_AGAIN = 60.0
"""Seconds between two looks for what has come to its day."""
_log = logging.getLogger(__name__)


class Press:
    """The one that publishes. What it is doing, and what it could not do, is told to the screens."""

    def __init__(
        self,
        publication: Publication,
        sign_offs: SignOffs,
        today: Callable[[], date] = date.today,
        *,
        hosted: Hosted | None = None,
        signs_there: bool = False,
    ) -> None:
        """`hosted` is a hosted git that drafts go to, and `signs_there` whether its rules hold the sign-off: then what is
        published there is taken up, and nothing is published from here."""
        self._hosted = hosted
        self._signs_there = signs_there
        self._told = ""
        self._stopped = ""
        self._taken_up = False
        self._tidied: date | None = None
        self._publication = publication
        self._sign_offs = sign_offs
        self._today = today
        self._wanted: queue.Queue[bool] = queue.Queue()
        self._refused: dict[RecordPlace, RefusedError] = {}
        self._doing = ""
        self._thread = threading.Thread(target=self._work, name="utgivning", daemon=True)

    @property
    def publication(self) -> Publication:
        return self._publication

    @property
    def doing(self) -> str:
        """What is done just now, in words; empty where nothing is."""
        return self._doing

    @property
    def refused(self) -> Mapping[RecordPlace, RefusedError]:
        """The drafts that could not be published, and why, until somebody tries again."""
        return MappingProxyType(self._refused)

    @property
    def told(self) -> str:
        """What keeps what is signed from getting out, and what did not go as it should with the hosted git; empty where all did."""
        return " ".join(filter(None, (self._stopped, self._told)))

    @property
    def signs_there(self) -> bool:
        """Whether drafts are read and signed at the hosted git."""
        return self._signs_there

    def send(self) -> None:
        """Let what is ready go to the hosted git now, where there is one."""
        if self._hosted is not None:
            self.look()

    def start(self) -> None:
        """Publish what is ordered, for as long as the process lives, and first build what was left unbuilt."""
        self._thread.start()
        self._wanted.put(True)

    def look(self) -> None:
        """See at once what is ordered; build once more where the site is behind."""
        self._doing = self._doing or "Strax prövas och ges ut det som är godkänt"
        self._wanted.put(True)

    def forgive(self, place: RecordPlace) -> None:
        """Let a draft that was refused be tried again."""
        self._refused.pop(place, None)

    def run_once(self, *, is_asked: bool) -> None:
        """Publish all whose day has come, and build them; also where nothing was, if it `is_asked` and the site is behind."""
        self._go_round(is_asked=is_asked)
        self._tidy()  # beside the screens, which say by now what became of it

    def _go_round(self, *, is_asked: bool) -> None:
        try:
            if self._hosted is not None:
                self._exchange(self._hosted)
            drafts = () if self._signs_there else self._sign_offs.drafts.every()
            published = [draft for draft in drafts if self._publish(draft)]
            if self._hosted is not None and not self._signs_there:
                self._try(self._hosted.send_published)
            if not self._publication.site.is_in_step and (published or is_asked or self._taken_up):
                self._doing = "Bygger och skickar sidorna"
                self._publication.build()
            self._stopped = ""
        except (OSError, subprocess.SubprocessError) as error:
            self._stopped = (
                f"Det godkända kom inte ut: {in_words(error)}. Inget är borta, och det prövas igen varje minut."
            )
            raise
        finally:
            self._doing = ""

    def _tidy(self) -> None:
        """Let the repository be packed, once a day: in the first round after midnight, when what was to go out has."""
        today = self._today()
        if self._tidied == today:
            return
        self._tidied = today
        try:
            tidy(self._sign_offs.drafts.content)
        except (OSError, subprocess.SubprocessError) as error:  # tomorrow is as good
            _log.warning("Arkivet kunde inte packas: %s", in_words(error))

    def _exchange(self, hosted: Hosted) -> None:
        """Send the drafts that are ready, and take up what was published at the hosted git.

        What is not taken there is tried again in each round: nothing is forgotten when the forge or this server is down.
        """
        self._told = ""
        self._taken_up = self._signs_there and self._try(hosted.take_up)
        for draft in self._sign_offs.drafts.every():
            if self._sign_offs.standing(draft).asked is not None:
                self._try(partial(hosted.send, draft))
        self._try(hosted.take_back)

    def _try(self, do: Callable[[], object]) -> bool:
        """What it gives, or False where the hosted git did not take it, which is told."""
        try:
            return bool(do())
        except HostedError as error:
            self._told = str(error)
            return False

    def _publish(self, draft: Draft) -> bool:
        """Whether a draft was ordered, with all of its company, and they are published."""
        together = (draft, *self._sign_offs.company(draft))
        if not all(self._is_to_go(one) for one in together):
            return False
        self._doing = "Prövar hela innehållet"
        try:
            self._publication.publish(*together)
        except RefusedError as error:
            self._refused |= {one.place: error for one in together}
            self._sign_offs.cancel(draft)
            return False
        return True

    def _is_to_go(self, draft: Draft) -> bool:
        ordered = self._sign_offs.standing(draft).ordered
        is_due = ordered is not None and (ordered.day is None or ordered.day <= self._today())
        return is_due and draft.place not in self._refused

    def _work(self) -> None:
        is_asked = True
        while True:
            try:
                self.run_once(is_asked=is_asked)
            except Exception:  # a fault in one round must not keep the next from being tried
                _log.exception("Utgivningen avbröts")
            try:
                is_asked = self._wanted.get(timeout=_LOOK_AGAIN)
            except queue.Empty:
                is_asked = False
