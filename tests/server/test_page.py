"""The page about the server is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import av
import pytest

from tests.docs.pages import PAGES
from tests.server.served import API_KEY, Served, detail

PAGE = PAGES["docs/server.md"]


def test_the_python_example_runs(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [example] = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    here = example.replace("http://127.0.0.1:8765", str(served.client.base_url))
    monkeypatch.chdir(tmp_path)

    names: dict[str, Any] = {}
    exec(here.replace("practice-key", API_KEY), names)
    names["client"]._client_wrapper.httpx_client.httpx_client.close()

    for name in ("kettle.mp3", "kettle-again.mp3"):
        with av.open(name) as file:
            assert file.duration == pytest.approx(9_000_000, abs=50_000)


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("400 `bad_prompt`", {"prompt": "drums in the style of Daft Punk"}),
        ("400 `bad_prompt`", {"prompt": "incite violence"}),
        ("403 `feature_not_available`", {"prompt": "a hum", "finetune_id": "mine"}),
    ],
)
def test_refusals_are_as_the_page_says(
    served: Served, said: str, body: dict[str, str]
) -> None:
    answer = served.post("", body)

    assert said in PAGE
    assert said == f"{answer.status_code} `{detail(answer)['status']}`"
