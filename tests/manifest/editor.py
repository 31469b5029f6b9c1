"""A small client of `tombi lsp` over stdio: opens one file, asks for completion."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE_S


def tombi() -> str:
    """Return the path of tombi, which is installed beside this Python or on PATH."""
    beside = Path(sys.executable).with_name("tombi")
    found = str(beside) if beside.exists() else shutil.which("tombi")
    assert found, "tombi is part of the test dependencies"
    return found


class LanguageServer:
    """One session with the language server."""

    def __init__(self, root: Path) -> None:
        self._server = subprocess.Popen(
            [tombi(), "lsp", "--offline"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=root,
        )
        self._number = 0
        self._published: list[dict[str, Any]] = []
        capabilities: dict[str, Any] = {"textDocument": {"publishDiagnostics": {}}}
        uri = root.as_uri()
        self.ask(
            "initialize",
            processId=None,
            rootUri=uri,
            workspaceFolders=[{"uri": uri, "name": "project"}],
            capabilities=capabilities,
        )
        self.tell("initialized")

    def open(self, path: Path) -> None:
        """Open a file as an editor does."""
        document = {
            "uri": path.as_uri(),
            "languageId": "toml",
            "version": 1,
            "text": path.read_text("utf-8"),
        }
        self.tell("textDocument/didOpen", textDocument=document)

    def labels(self, path: Path, line: int, character: int) -> list[str]:
        """Return what completion offers at a place, both counted from 0."""
        answer = self.ask(
            "textDocument/completion",
            textDocument={"uri": path.as_uri()},
            position={"line": line, "character": character},
        )
        items = answer["items"] if isinstance(answer, dict) else answer
        return [item["label"] for item in items or []]

    def diagnostics(self, path: Path) -> list[dict[str, Any]]:
        """Return what the server says is wrong with a file."""
        answer = self.ask(
            "textDocument/diagnostic", textDocument={"uri": path.as_uri()}
        )
        found: list[dict[str, Any]] = answer["items"]
        return found

    def close(self) -> None:
        """End the session."""
        self.ask("shutdown")
        self.tell("exit")
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.wait(PATIENCE_S)
        self._server.stdout.close()

    def ask(self, method: str, **params: object) -> Any:
        """Send a request and wait for its answer."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params or None})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            if "id" in message:  # the server asks us; nothing is all we have
                self._send({"id": message["id"], "result": None})

    def tell(self, method: str, **params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params or None})

    def _send(self, message: dict[str, object]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._server.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._server.stdout
        length = 0
        while (header := self._server.stdout.readline()) not in {b"\r\n", b""}:
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
        assert length, "the server closed the session"
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return message
