"""The two clients: they differ in ``await`` only."""

from __future__ import annotations

from types import TracebackType
from typing import Awaitable, Callable, List, Literal, Optional, Type, TypeVar, Union

import httpx
from typing_extensions import ParamSpec, Self

from ._async_resources import AsyncResources
from ._call import Answer
from ._credentials import AssertionProof, Proof, SecretProof, check_key
from ._flow import Flow, check_base_url
from ._resources import Resources
from ._sender import AsyncSender, Sender, recorder

P = ParamSpec("P")
T = TypeVar("T")

ClientAuth = Literal["client_secret_basic", "client_secret_post"]


class Causeway(Resources):
    """``Causeway("https://causeway.example.com", key="ck_live_…").deliveries.list(status="held")``

    Give ``key``, an API key, or ``client_id`` of an OAuth client with its ``client_secret`` or, for ``private_key_jwt``, its
    ``private_key`` (PEM). ``max_retries``: how often a call is repeated. ``max_wait_s``: a longer ``Retry-After`` is raised instead of
    waited for. ``timeout_s``: for one attempt. ``http_client``: your own pool, for proxies or certificates; you close it.
    """

    def __init__(
        self,
        base_url: str,
        key: Optional[str] = None,
        *,
        client_id: Optional[str] = None,
        client_secret: Optional[str] = None,
        client_auth: ClientAuth = "client_secret_basic",
        private_key: Union[str, bytes, None] = None,
        key_id: Optional[str] = None,
        audience: Optional[str] = None,
        max_retries: int = 3,
        max_wait_s: float = 60,
        timeout_s: float = 30,
        http_client: Optional[httpx.Client] = None,
    ) -> None:
        address = check_base_url(base_url)
        checked = check_key(key) if key is not None else None
        proof = None if checked else _proof(address, client_id, client_secret, client_auth, private_key, key_id, audience)
        flow = Flow(address, key=checked, proof=proof, max_retries=max_retries, max_wait_s=max_wait_s, timeout_s=timeout_s)
        self._sender = Sender(flow, http_client)
        super().__init__(self._sender)

    def answer_of(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        """Calls an operation and returns its answer with status, headers and ``etag``: ``answer_of(causeway.deals.get, "deal_…")``."""
        seen: List[Answer[T]] = []
        before = recorder.set(seen)
        try:
            operation(*args, **kwargs)
        finally:
            recorder.reset(before)
        return _last(seen)

    def close(self) -> None:
        """Closes the connections."""
        self._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        self.close()


class AsyncCauseway(AsyncResources):
    """As ``Causeway``, with ``await``, ``async for`` and ``async with``."""

    def __init__(
        self,
        base_url: str,
        key: Optional[str] = None,
        *,
        client_id: Optional[str] = None,
        client_secret: Optional[str] = None,
        client_auth: ClientAuth = "client_secret_basic",
        private_key: Union[str, bytes, None] = None,
        key_id: Optional[str] = None,
        audience: Optional[str] = None,
        max_retries: int = 3,
        max_wait_s: float = 60,
        timeout_s: float = 30,
        http_client: Optional[httpx.AsyncClient] = None,
    ) -> None:
        address = check_base_url(base_url)
        checked = check_key(key) if key is not None else None
        proof = None if checked else _proof(address, client_id, client_secret, client_auth, private_key, key_id, audience)
        flow = Flow(address, key=checked, proof=proof, max_retries=max_retries, max_wait_s=max_wait_s, timeout_s=timeout_s)
        self._sender = AsyncSender(flow, http_client)
        super().__init__(self._sender)

    async def answer_of(self, operation: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        """Calls an operation and returns its answer with status, headers and ``etag``."""
        seen: List[Answer[T]] = []
        before = recorder.set(seen)
        try:
            await operation(*args, **kwargs)
        finally:
            recorder.reset(before)
        return _last(seen)

    async def close(self) -> None:
        """Closes the connections."""
        await self._sender.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]) -> None:
        await self.close()


def _last(seen: List[Answer[T]]) -> Answer[T]:
    if not seen:
        raise TypeError("answer_of takes an operation that sends one request: a list sends as many as it has pages")
    return seen[-1]


def _proof(
    address: str,
    client_id: Optional[str],
    client_secret: Optional[str],
    client_auth: ClientAuth,
    private_key: Union[str, bytes, None],
    key_id: Optional[str],
    audience: Optional[str],
) -> Proof:
    if client_id is None or (client_secret is None) == (private_key is None):
        raise ValueError("give key, or client_id and one of client_secret and private_key")
    if private_key is not None:
        return AssertionProof(client_id, private_key, key_id, audience or f"{address}/oauth/token")
    return SecretProof(client_id, client_secret or "", is_basic=client_auth == "client_secret_basic")
