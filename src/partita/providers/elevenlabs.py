"""ElevenLabs as a provider: the Music API over HTTP.

Says what is asked for and in which order; how a request travels, what an answer means
and how it is kept are `exchange`, `answers` and `receive`. Only what is certainly
unbilled is asked for again. Knows no target, take, budget or journal.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx
from pydantic import TypeAdapter

from partita.errors import ProviderError, SongGone
from partita.plan.chunks import CompositionPlan, Prompt
from partita.providers import receive, tiers
from partita.providers.accounts import UNREAD, account_of, says_nothing_of_music
from partita.providers.answers import number, unreadable
from partita.providers.api_key import ApiKey
from partita.providers.base import Account, Composition, Music, Receipt, StoredSong
from partita.providers.exchange import Call, Exchange, Line
from partita.providers.explain import gone, is_about_credits, shortage
from partita.providers.recording import form
from partita.providers.retry import Waiting, persist
from partita.providers.roads import ROADS, document_for, is_no_road
from partita.providers.turns import Turns
from partita.providers.wire import names
from partita.providers.wire.answers import Model, UploadAnswer
from partita.providers.wire.plans import plan_from_wire
from partita.providers.wire.requests import plan_document

_T = TypeVar("_T")


def _silent(_: str) -> None:
    """Tell nobody."""


#: Real waiting, which nobody is told about.
WAITING: Final = Waiting(asyncio.sleep, random.random, _silent)

_FORMAT_CODES: Final = frozenset(
    {"invalid_output_format", "feature_not_available", "subscription_required"}
)
_MODELS: Final = TypeAdapter(tuple[Model, ...])


class ElevenLabs:
    """An account at ElevenLabs, or at a server that speaks the same.

    Args:
        line: how the service is reached.
        waiting: how to wait for what may be asked again.
        refused: formats that the account was refused before.
    """

    name = "elevenlabs"

    def __init__(
        self,
        api_key: ApiKey,
        base_url: httpx.URL,
        *,
        line: Line | None = None,
        waiting: Waiting = WAITING,
        refused: Iterable[str] = (),
    ) -> None:
        self._way = (api_key, base_url, line or Line())
        self._waiting = waiting
        self._refused = frozenset(refused)
        self._asking = asyncio.Lock()
        self._account: Account | None = None
        self._turns = Turns(tiers.at_once(""))
        self._roads: tuple[str, ...] = tuple(ROADS)

    @property
    def refused_formats(self) -> frozenset[str]:
        """Return the formats that the service said no to, to be remembered."""
        return self._refused

    async def account(self) -> Account:
        """Return what the key may do, asked once, and as far as the key may know."""
        async with self._asking:
            if self._account is None:
                self._account = await self._known_account()
                self._turns = Turns(self._account.concurrency)
        formats = tiers.masters(self._account.tier, self._refused)
        return replace(self._account, formats=formats)

    async def _known_account(self) -> Account:
        try:
            return await self.subscription()
        except ProviderError as error:
            if not says_nothing_of_music(error):
                raise
        return UNREAD

    async def subscription(self) -> Account:
        """Ask anew what the key may do, and what is left."""
        return await self._read_json(Call("GET", names.SUBSCRIPTION), account_of)

    async def _credits_left(self) -> int | None:
        try:
            return (await self.subscription()).credits_left
        except ProviderError:
            return None

    async def models(self) -> tuple[Model, ...]:
        """Return the models that the account sees."""
        return await self._read_json(Call("GET", names.MODELS), _MODELS.validate_python)

    async def draft(self, prompt: Prompt, model_id: str) -> CompositionPlan:
        """Turn a prompt into a plan. Free."""
        body = {"json": plan_document(prompt, model_id)}
        return await self._read_json(
            Call("POST", names.PLAN, body=body), plan_from_wire
        )

    async def compose(
        self,
        composition: Composition,
        folder: Path,
        on_receipt: Callable[[Receipt], None],
    ) -> Music:
        """Generate a piece in the best format that is allowed.

        Raises:
            SongGone: when a stored song of the plan is no longer there.
        """
        receive.check_room(folder, composition.plan.duration_ms)

        async def attempt(output_format: str) -> Music:
            take = partial(
                receive.receive_music,
                folder=folder,
                output_format=output_format,
                on_receipt=on_receipt,
            )
            query = {names.OUTPUT_FORMAT: output_format}
            return await self._on_a_road(
                lambda road: self._exchange.ask(
                    _kept_call(
                        road, query, {"json": document_for(road, composition)}, folder
                    ),
                    take,
                )
            )

        formats = tiers.in_order(
            (await self.account()).formats,
            composition.model_id,
            composition.output_format,
        )
        try:
            return await self._in_best(formats, attempt)
        except SongGone as error:
            error.song_id = gone(error, composition.plan)
            raise
        except ProviderError as error:
            if is_about_credits(error):
                left = await self._credits_left()
                error.hint = f"{shortage(composition, left)}; {error.hint}"
            raise

    def recover(self, folder: Path) -> Music | None:
        """Return the piece that a folder holds, if all of it had arrived."""
        return receive.recover(folder)

    async def upload(
        self, audio: Path, on_receipt: Callable[[Receipt], None]
    ) -> StoredSong:
        """Hand in a recording, so that plans can take from it. Paid like its length."""

        async def attempt() -> StoredSong:
            with form(audio, {}) as body:
                call = Call("POST", names.UPLOAD, body=body, paid=True)
                return await self._exchange.ask(call, partial(take, call))

        async def take(call: Call, response: httpx.Response) -> StoredSong:
            receipt = receive.receipt_of(receive.kept_headers(response.headers))
            on_receipt(receipt)
            document = await self._exchange.json_of(response, call)
            answer = _read(UploadAnswer.model_validate, document, paid=True)
            return StoredSong(receipt, answer.song_id)

        await self.account()
        return await self._in_turn(attempt)

    async def stems(
        self,
        audio: Path,
        folder: Path,
        on_receipt: Callable[[Receipt], None],
        variation: str = names.DEFAULT_STEM_VARIATION,
    ) -> Path:
        """Take a recording apart; return the ZIP of its stems."""
        formats = (await self.account()).formats
        best = next(each for each in formats if each in names.STEM_FORMATS)

        async def attempt() -> Path:
            with form(audio, {"stem_variation_id": variation}) as body:
                query = {names.OUTPUT_FORMAT: best}
                call = _kept_call(names.STEMS, query, body, folder)
                take = partial(
                    receive.receive_archive, folder=folder, on_receipt=on_receipt
                )
                return await self._exchange.ask(call, take)

        return await self._in_turn(attempt)

    async def close(self) -> None:
        """Let go of every connection."""
        if "_exchange" in vars(self):
            await self._exchange.close()

    @cached_property
    def _exchange(self) -> Exchange:
        # Made when it is needed: reading certificates takes a while.
        return Exchange(*self._way, heed=self._heed)

    def _heed(self, headers: httpx.Headers) -> None:
        most = number(headers.get(names.MAXIMUM_REQUESTS))
        if most is not None:
            self._turns.lower(most)

    async def _read_json(self, call: Call, read: Callable[[Any], _T]) -> _T:
        document = await persist(partial(self._exchange.ask_json, call), self._waiting)
        return _read(read, document, paid=False)

    async def _on_a_road(self, attempt: Callable[[str], Awaitable[_T]]) -> _T:
        """Attempt on the first road that the server has.

        The service has all of them; others that speak its protocol may have but one.
        """
        while True:
            try:
                return await attempt(self._roads[0])
            except ProviderError as error:
                if not is_no_road(error) or not self._roads[1:]:
                    raise
                self._roads = self._roads[1:]

    async def _in_turn(self, attempt: Callable[[], Awaitable[_T]]) -> _T:
        async with self._turns.turn():
            return await persist(attempt, self._waiting)

    async def _in_best(
        self, formats: tuple[str, ...], attempt: Callable[[str], Awaitable[_T]]
    ) -> _T:
        """Attempt in one format after the other, until one is not refused."""
        refusals: list[ProviderError] = []
        for tried, output_format in enumerate(formats):
            try:
                made = await self._in_turn(partial(attempt, output_format))
            except ProviderError as error:
                if not _is_about_format(error):
                    raise
                refusals.append(error)
            else:
                self._refused |= frozenset(formats[:tried])
                return made
        # Every format was refused, so it is not about formats: the first says why.
        raise refusals[0]


def _kept_call(
    path: str, query: dict[str, str], body: dict[str, Any], folder: Path
) -> Call:
    """Return a paid request, of whose answer everything is kept."""
    keep = partial(receive.keep_failure, folder)
    return Call("POST", path, query, body, paid=True, keep=keep)


def _read(read: Callable[[Any], _T], document: Any, *, paid: bool) -> _T:
    """Return an answer's JSON as what it should be."""
    try:
        return read(document)
    except ValueError:
        pass
    raise unreadable(names.JSON, paid=paid)


def _is_about_format(error: ProviderError) -> bool:
    if error.billing != "no":
        return False
    said = names.OUTPUT_FORMAT in error.message
    return said or error.code in _FORMAT_CODES
