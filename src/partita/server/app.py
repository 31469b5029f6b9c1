"""The server as an ASGI application: which path is answered by whom.

Knows addresses; everything else is behind the doors.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from partita.providers.wire import names
from partita.providers.wire.errors import error, write_error
from partita.server import account, composing, stems, uploading
from partita.server.door import Door, Endpoint, log
from partita.server.exchange import new_request_id
from partita.server.service import Service
from partita.server.settings import Settings

ENDPOINTS: Final[dict[tuple[str, str], Endpoint]] = {
    ("POST", names.COMPOSE): composing.compose,
    ("POST", names.DETAILED): composing.compose_detailed,
    ("POST", names.STREAM): composing.stream,
    ("POST", names.DETAILED_STREAM): composing.stream_detailed,
    ("POST", names.PLAN): account.plan,
    ("POST", names.UPLOAD): uploading.upload,
    ("POST", names.STEMS): stems.separate,
    ("GET", names.MODELS): account.models,
    ("GET", names.SUBSCRIPTION): account.subscription,
}


#: More of a path that nobody knows is not noted.
_LONG_PATH: Final = 200


def make_app(settings: Settings) -> Starlette:
    """Return a server for a folder; its `state.service` is to be closed at the end.

    A server that runs its lifespan closes it itself.

    Raises:
        GuardHeld: when another server has the folder.
    """
    service = Service(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        service.close()

    app = Starlette(
        routes=[
            Route(path, Door(endpoint, service), methods=[method])
            for (method, path), endpoint in ENDPOINTS.items()
        ],
        exception_handlers={HTTPException: _elsewhere},
        lifespan=lifespan,
    )
    app.state.service = service
    return app


def _elsewhere(request: Request, problem: Exception) -> Response:
    """Answer for paths and methods that there are none of."""
    assert isinstance(problem, HTTPException)
    code = "not_found" if problem.status_code == 404 else "method_not_allowed"
    message = f"there is no `{request.method} {request.url.path}` here"
    request_id = new_request_id()
    body = replace(error(code, message), request_id=request_id)
    headers = {**(problem.headers or {}), names.REQUEST_ID: request_id}
    path = quote(request.scope["path"])[:_LONG_PATH]
    told = f"status={body.http_status} request={request_id}"
    log.info("%s %s %s", request.method, path, told)
    return JSONResponse(write_error(body), body.http_status, headers)
