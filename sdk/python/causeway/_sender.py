"""Carries out the steps of calls, over one pool of connections."""

from __future__ import annotations

import asyncio
import threading
import time
from contextvars import ContextVar
from typing import Any, List, Mapping, Optional, TypeVar

import httpx

from ._call import Answer, Call, Received
from ._flow import Flow, Send, Steps, Token, Vault, Wait
from .errors import CausewayError

T = TypeVar("T")

# Where `answer_of` gets its answer; each thread and task has its own.
recorder: ContextVar[Optional[List[Answer[Any]]]] = ContextVar("causeway_recorder", default=None)

# httpx's own, and a moment longer for an idle connection than the usual five seconds.
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=15)


class Sender:
    """Blocks. Threads can share it."""

    def __init__(self, flow: Flow, http: Optional[httpx.Client]) -> None:
        self._flow, self._vault, self._lock = flow, Vault(), threading.Lock()
        self._http = http or httpx.Client(limits=_LIMITS)
        self._is_ours = http is None

    def run(self, call: Call) -> Any:
        answer = self._drive(self._flow.run(call))
        _record(answer)
        return answer.data

    def close(self) -> None:
        if self._is_ours:
            self._http.close()

    def _drive(self, steps: Steps[T]) -> T:
        given: Any = None
        raised: Optional[Exception] = None
        while True:
            try:
                step = steps.throw(raised) if raised else steps.send(given)
            except StopIteration as end:
                result: T = end.value
                return result
            given, raised = None, None
            try:
                if isinstance(step, Send):
                    given = self._exchange(step)
                elif isinstance(step, Token):
                    given = self._token(step.instead_of)
                else:
                    self._wait(step)
            except (httpx.RequestError, CausewayError) as error:
                raised = error

    def _wait(self, step: Wait) -> None:
        time.sleep(step.seconds)

    def _token(self, instead_of: Optional[str]) -> str:
        with self._lock:
            if self._vault.needs(instead_of):
                self._vault = self._drive(self._flow.token())
            return self._vault.value

    def _exchange(self, step: Send) -> Received:
        until = time.monotonic() + step.timeout_s
        response = self._http.send(step.request, stream=True, follow_redirects=False)
        try:
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                _check_time(response, until)
            return Received(response.status_code, _headers(response), bytes(body))
        finally:
            response.close()


class AsyncSender:
    """The same with ``await``. Tasks can share it."""

    def __init__(self, flow: Flow, http: Optional[httpx.AsyncClient]) -> None:
        self._flow, self._vault, self._lock = flow, Vault(), asyncio.Lock()
        self._http = http or httpx.AsyncClient(limits=_LIMITS)
        self._is_ours = http is None

    async def run(self, call: Call) -> Any:
        answer = await self._drive(self._flow.run(call))
        _record(answer)
        return answer.data

    async def close(self) -> None:
        if self._is_ours:
            await self._http.aclose()

    async def _drive(self, steps: Steps[T]) -> T:
        given: Any = None
        raised: Optional[Exception] = None
        while True:
            try:
                step = steps.throw(raised) if raised else steps.send(given)
            except StopIteration as end:
                result: T = end.value
                return result
            given, raised = None, None
            try:
                if isinstance(step, Send):
                    given = await self._exchange(step)
                elif isinstance(step, Token):
                    given = await self._token(step.instead_of)
                else:
                    await self._wait(step)
            except (httpx.RequestError, CausewayError) as error:
                raised = error

    async def _wait(self, step: Wait) -> None:
        await asyncio.sleep(step.seconds)

    async def _token(self, instead_of: Optional[str]) -> str:
        async with self._lock:
            if self._vault.needs(instead_of):
                self._vault = await self._drive(self._flow.token())
            return self._vault.value

    async def _exchange(self, step: Send) -> Received:
        until = time.monotonic() + step.timeout_s
        response = await self._http.send(step.request, stream=True, follow_redirects=False)
        try:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                _check_time(response, until)
            return Received(response.status_code, _headers(response), bytes(body))
        finally:
            await response.aclose()


def _record(answer: Answer[Any]) -> None:
    seen = recorder.get()
    if seen is not None:
        seen.append(answer)


def _headers(response: httpx.Response) -> Mapping[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _check_time(response: httpx.Response, until: float) -> None:
    """httpx bounds each read. JSON that drips is bounded as a whole; an export takes as long as it takes."""
    if time.monotonic() > until and "json" in response.headers.get("content-type", ""):
        raise httpx.ReadTimeout("the answer did not end in time", request=response.request)
