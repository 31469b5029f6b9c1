"""Have a piece that was paid for, and never arrived, sent as a kept one.

Possible where the stored song's id had arrived. What a provider charges for this is not
documented; caps see it like any other request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.build.sending import Errand, about_of, settle
from partita.errors import PartitaError
from partita.plan.chunks import ChunkPlan, ReferenceChunk, Source, TimeRange
from partita.providers.base import Composition

if TYPE_CHECKING:
    from partita.build.sending import Counter
    from partita.store.journal import Entry

#: The model that fetches a stored song back.
_MODEL = "music_v2"


async def fetch(counter: Counter, lost: Entry) -> None:
    """Have a stored song sent, and make the take of it that was lost.

    Raises:
        PartitaError: when it is no longer known what the song was asked for.
        OverBudget, ProviderError: as sending does.
    """
    assert lost.arrival is not None
    assert lost.arrival.song_id is not None
    yard, intent = counter.yard, lost.intent
    about = about_of(yard, intent.id)
    if about is None:
        raise _not_known(intent.target)
    length_ms = intent.made_ms + intent.kept_ms
    whole = Source(TimeRange(0, length_ms), song_id=lost.arrival.song_id)
    errand = Errand(
        target=intent.target,
        request=intent.request,
        model_id=_MODEL,
        made_ms=0,
        kept_ms=length_ms,
        about=about,
        again=intent.again,
    )
    plan = ChunkPlan((ReferenceChunk(whole),))
    await counter.compose(errand, Composition(model_id=_MODEL, plan=plan, store=True))
    settle(yard, intent, "resent", charged=lost.arrival.credits)


def _not_known(target: str) -> PartitaError:
    message = f"what was asked for with the open request of `{target}` is not known"
    hint = (
        f"bring `.partita/received` back from where it is whole, or send it again "
        f"with `partita build --resend {target}`"
    )
    return PartitaError(message, hint=hint)
