"""Runs one call with the sync and the async client: they must do the same."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List
from unittest import mock

import httpx

from causeway import AsyncCauseway, Causeway
from causeway._flow import Wait
from causeway._sender import AsyncSender, Sender

KINDS = ("sync", "async")


def call(kind: str, url: str, operation: str, *args: Any, client: Dict[str, Any], **kwargs: Any) -> Any:
    """``operation`` is such as ``deals.get``. A list is read to its end. ``answer``: with what surrounds it.

    Without TLS, reading the certificates of all authorities for each client would take most of the time."""
    with_answer = kwargs.pop("answer", False)
    resource, name = operation.split(".")
    if kind == "sync":
        with httpx.Client(verify=False) as http, Causeway(url, **client, http_client=http) as causeway:
            method = getattr(getattr(causeway, resource), name)
            if with_answer:
                return causeway.answer_of(method, *args, **kwargs)
            found = method(*args, **kwargs)
            return list(found) if hasattr(found, "pages") else found

    async def run() -> Any:
        async with httpx.AsyncClient(verify=False) as http, AsyncCauseway(url, **client, http_client=http) as causeway:
            method = getattr(getattr(causeway, resource), name)
            if with_answer:
                return await causeway.answer_of(method, *args, **kwargs)
            found = method(*args, **kwargs)
            return [one async for one in found] if hasattr(found, "pages") else await found

    return asyncio.run(run())


@contextmanager
def no_waiting() -> Iterator[List[float]]:
    """Nothing waits; returns the waits that were asked for."""
    waits: List[float] = []

    def wait(_: Sender, step: Wait) -> None:
        waits.append(step.seconds)

    async def wait_async(_: AsyncSender, step: Wait) -> None:
        waits.append(step.seconds)

    with mock.patch.object(Sender, "_wait", wait), mock.patch.object(AsyncSender, "_wait", wait_async):
        yield waits
