"""The one exception tree, and the diagnostic that manifests are judged by.

    PartitaError                 anything that partita itself has to say
    ├── ManifestError            the manifest can't be built; carries every diagnostic
    ├── UnknownTarget            a name on the command line that nothing answers to
    ├── AudioError               a file that can't be decoded, or encoded as asked
    ├── StoreError               a blob or the state on disk
    │   ├── BlobMissing          no bytes are kept under this digest
    │   └── BlobCorrupt          the bytes no longer have their digest
    ├── Refused                  a file that the system would not read or write
    ├── OutputChanged            an output that somebody edited by hand
    ├── GuardHeld                another build has the project, and waiting was refused
    ├── KeepBroken               kept audio is not what its source holds
    ├── ProviderError            whoever makes the sound said no, or can't be reached
    │   └── SongGone             a stored song that the provider no longer has
    ├── Unsettled                a paid request whose outcome nobody knows
    ├── OverBudget               a request that a cap does not allow
    └── BuildFailed              one or more actions failed; each was already reported

Exceptions carry data. Sentences for people are written by `cli.console`, except in
a `Diagnostic`, whose words belong to the rule that was broken.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

#: Where a value stands in a TOML or JSON document: keys and list positions.
ValuePath = tuple[str | int, ...]


@dataclass(frozen=True)
class Origin:
    """Name the place that a value came from: a file and the path inside it."""

    file: str
    path: ValuePath = ()

    def at(self, *parts: str | int) -> Origin:
        """Return the origin of something inside this one."""
        return Origin(self.file, (*self.path, *parts))


@dataclass(frozen=True)
class Diagnostic:
    """Say what is wrong, where, with which value, and what to do.

    Args:
        code: stable name of the rule, as in `[advice]` and in the docs.
        message: lower case, no full stop, literals in backticks.
        line: 1-based; filled in by `manifest.locate` when it is unknown here.
        detail: one line that shows the value or the sum behind the message.
        hint: what to do.
    """

    severity: Severity
    code: str
    message: str
    origin: Origin | None = None
    line: int | None = None
    detail: str | None = None
    hint: str | None = None


@dataclass(frozen=True)
class Spot:
    """Point at a place of the manifest that an error is about.

    Args:
        line: 1-based.
        said: lines about what stands there.
    """

    origin: Origin
    line: int | None = None
    said: tuple[str, ...] = ()


class PartitaError(Exception):
    """Anything that partita itself has to say.

    Args:
        message: what happened, in words for people.
        hint: what to do about it.
    """

    #: Where the manifest says what this is about, as far as somebody found it.
    spots: tuple[Spot, ...] = ()

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; keyword arguments must survive pickling.
        return (_rebuilt, (type(self), self.message, self.__dict__))


def _rebuilt(
    kind: type[PartitaError], message: str, state: dict[str, object]
) -> PartitaError:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class ManifestError(PartitaError):
    """The manifest can't be built. Carries every diagnostic, warnings included."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        errors = sum(each.severity == "error" for each in diagnostics)
        super().__init__(f"{errors} error{'s' * (errors != 1)} in the manifest")
        self.diagnostics = diagnostics


class UnknownTarget(PartitaError):
    """A name on the command line that nothing answers to."""


class AudioError(PartitaError):
    """A file that can't be decoded, or can't be encoded as asked."""


class StoreError(PartitaError):
    """A blob or the state on disk."""


class BlobMissing(StoreError):
    """No bytes are kept under this digest."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"the store has no blob `{digest}`")
        self.digest = digest


class BlobCorrupt(StoreError):
    """The bytes no longer have their digest."""

    def __init__(self, digest: str, actual: str) -> None:
        super().__init__(f"blob `{digest}` is corrupt, its bytes are `{actual}`")
        self.digest = digest
        self.actual = actual


class Refused(PartitaError):
    """The system would not read or write a file.

    Args:
        error: what it said.
    """

    def __init__(self, error: OSError) -> None:
        reason = error.strerror or str(error)
        what = f"`{error.filename}`" if error.filename else "a file"
        message = f"{what} can't be read or written: {reason[:1].lower()}{reason[1:]}"
        super().__init__(message, hint=_REFUSALS.get(error.errno or 0))


_FULL = "make some room and build again; what is finished is kept"
_LOCKED = "partita writes `.partita`, `music.lock` and the output folder; let it"

#: What to do, by the system's reason.
_REFUSALS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _LOCKED,
    errno.EACCES: _LOCKED,
    errno.EPERM: _LOCKED,
}


class OutputChanged(PartitaError):
    """An output that somebody edited by hand."""


class GuardHeld(PartitaError):
    """Another build has the project, and waiting was refused or ran out."""


class KeepBroken(PartitaError):
    """Kept audio is not what its source holds."""


#: What is known of the bill: certainly nothing, certainly something, or neither.
Billing = Literal["no", "yes", "unknown"]


class ProviderError(PartitaError):
    """Whoever makes the sound said no, or can't be reached.

    Args:
        billing: what is known of the bill. Only what is certainly unbilled may be
            sent again unasked.
        code: the provider's own word for it, as `bad_composition_plan`.
        suggestion: what the provider would take instead: a prompt, or a plan.
        fields: what a schema refused: the path inside the request, and why.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        billing: Billing = "no",
        code: str | None = None,
        status: int | None = None,
        request_id: str | None = None,
        suggestion: object = None,
        fields: tuple[tuple[ValuePath, str], ...] = (),
    ) -> None:
        super().__init__(message, hint=hint)
        self.billing: Billing = billing
        self.code = code
        self.status = status
        self.request_id = request_id
        self.suggestion = suggestion
        self.fields = fields


class SongGone(ProviderError):
    """A stored song that the provider no longer has. Nothing was billed."""

    #: Which one, where the provider says so.
    song_id: str | None = None


class Unsettled(PartitaError):
    """A paid request whose outcome nobody knows; a person must say what to do."""


class OverBudget(PartitaError):
    """A request that a cap does not allow. Nothing was sent."""


class BuildFailed(PartitaError):
    """One or more actions failed; each was already reported."""
