"""A register that notes what is read out of it, so that what is worked out of a few records holds until one of them changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from pledges.content.record import AnyRecord
from pledges.content.register import Register
from pledges.incremental.fingerprint import digest
from pledges.incremental.reads import ANSWER, WHOLE, Reads, WatchedMapping, WatchedSet

RECORD, REFERRED, KIND, IDENTITY, FOLDER, TRANSLATED = "post", "hit", "slag", "finns", "mapp", "oversatt"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedRegister(Register):
    """The register `plain`, of which `reads` notes what is read."""

    plain: Register
    reads: Reads

    def slugs_in(self, folder: str) -> tuple[str, ...]:
        """As `plain` says."""
        self.reads.note(f"{FOLDER} {folder}")
        return self.plain.slugs_in(folder)

    def is_unread(self, folder: str) -> bool:
        """As `plain` says."""
        self.reads.note(f"{FOLDER} {folder}")
        return self.plain.is_unread(folder)


def watched(
    register: Register,
    digests: Mapping[str, str],
    context: str,
    *,
    answer: Callable[[str], str] = str,
) -> WatchedRegister:
    """`register`, watched. `digests` are of what the records' files say, by their paths; `context` is all else that counts.

    `answer` gives what is answered now to a question that was noted as `ANSWER` and its name."""
    of_register = _fingerprints(register, digests)

    def fingerprint(name: str) -> str:
        what, _, which = name.partition(" ")
        return answer(which) if what == ANSWER else of_register(name)

    reads = Reads(fingerprint, f"{context} {sorted(register.languages)}")
    held: dict[str, Any] = {one.name: getattr(register, one.name) for one in fields(register)}
    return WatchedRegister(
        **{
            **held,
            "records": WatchedMapping(register.records, reads, RECORD),
            "out": WatchedMapping(register.out, reads, RECORD),
            "back": WatchedMapping(register.back, reads, REFERRED),
            "public": WatchedMapping(register.public, reads, KIND),
            "translations": WatchedMapping(register.translations, reads, TRANSLATED),
            "identities": WatchedSet(register.identities).watched(reads, IDENTITY),
        },
        reads=reads,
        plain=register,
    )


def _fingerprints(register: Register, digests: Mapping[str, str]) -> Callable[[str], str]:
    kinds = {str(kind): kind for kind in register.public}

    def of_record(record: AnyRecord | None) -> str:
        return f"{record.path} {digests[record.path]}" if record is not None else ""

    def joined(texts: Any) -> str:
        return digest("\n".join(texts).encode())

    def fingerprint(name: str) -> str:
        what, _, which = name.partition(" ")
        if what == RECORD:
            return joined(map(of_record, register.records.values())) if which == WHOLE else of_record(register.records.get(which))  # fmt: skip
        if what == REFERRED:
            links = register.back.values() if which == WHOLE else (register.back.get(which, ()),)
            return joined(repr(link) for some in links for link in some)
        if what == KIND:
            chosen = register.public.values() if which == WHOLE else (register.public.get(kinds[which], ()) if which in kinds else (),)  # fmt: skip
            return joined(of_record(record) for some in chosen for record in some)
        if what == TRANSLATED:
            return joined((repr(register.translations if which == WHOLE else register.translations.get(which)),))
        if what == IDENTITY:
            return joined(sorted(register.identities)) if which == WHOLE else str(which in register.identities)
        return f"{register.slugs_in(which)} {register.is_unread(which)}"

    return fingerprint
