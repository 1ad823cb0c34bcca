"""What a call does, step by step, without doing it: the sync and the async sender carry out the same steps."""

from __future__ import annotations

import platform
import random
import time
import uuid
from dataclasses import dataclass
from typing import Any, Callable, Dict, Generator, Optional, TypeVar, Union
from urllib.parse import urlencode, urlsplit

import httpx

from ._answers import is_worth_repeating, read_answer, unexpected
from ._call import Answer, Call, Received
from ._credentials import Proof
from ._values import to_content, to_query, to_segment
from ._version import __version__
from .errors import CausewayConnectionError, CausewayError

T = TypeVar("T")

# What ends a token before its time is over: it or its client was revoked, the signing keys were replaced.
_TOKEN_REFUSALS = ("invalid_token", "expired_token", "revoked_token")
_FIRST_WAIT_S = 0.5
# A clock's sleep has its own limits.
_LONGEST_WAIT_S = 30 * 86_400
# So early that no token ends on its way.
_RENEW_BEFORE_S = 30
_USER_AGENT = f"causeway-python/{__version__} python/{platform.python_version()} httpx/{httpx.__version__}"


@dataclass(frozen=True)
class Send:
    """Exchange this for a ``Received``. Raises ``httpx.RequestError`` in its place."""

    request: httpx.Request
    timeout_s: float


@dataclass(frozen=True)
class Wait:
    seconds: float


@dataclass(frozen=True)
class Token:
    """The access token; another one than ``instead_of``."""

    instead_of: Optional[str] = None


Step = Union[Send, Wait, Token]
Steps = Generator[Step, Any, T]


@dataclass
class Vault:
    """The access token of this client, until it ends."""

    value: str = ""
    renew_at: float = 0.0

    def needs(self, instead_of: Optional[str]) -> bool:
        # Another thread may have got a new one by now.
        return time.monotonic() >= self.renew_at or self.value == instead_of


class Flow:
    """``key`` or ``proof`` is given."""

    def __init__(
        self, base_url: str, *, key: Optional[str], proof: Optional[Proof], max_retries: int, max_wait_s: float, timeout_s: float
    ) -> None:
        self._base_url = base_url
        self.key = key
        self._proof = proof
        self._max_retries = max_retries
        self._max_wait_s = min(max_wait_s, _LONGEST_WAIT_S)
        self._timeout_s = timeout_s

    def run(self, call: Call) -> Steps[Answer[Any]]:
        """Sends a call, again where that helps and does no harm, each time with the same idempotency key."""
        build = self._builder(call)
        if call.auth != "bearer":
            return (yield from self._deliver(call, lambda: build(self.key if call.auth == "client" else None)))
        token: str = self.key or (yield Token())
        try:
            return (yield from self._deliver(call, lambda: build(token)))
        except CausewayError as refusal:
            if self.key or refusal.status != 401 or refusal.code not in _TOKEN_REFUSALS:
                raise
            # Nothing was carried out, so it may be sent once more. When no other token is to be had, the refusal stands.
            try:
                renewed: str = yield Token(instead_of=token)
            except CausewayError:
                raise refusal from None
        return (yield from self._deliver(call, lambda: build(renewed)))

    def token(self) -> Steps[Vault]:
        """An access token by client credentials (RFC 6749 section 4.4)."""
        form = {"grant_type": "client_credentials"}
        call = Call("getAccessToken", "POST", "/oauth/token", body=form, content_type="application/x-www-form-urlencoded", auth="client")
        answer = yield from self.run(call)
        try:
            token, lasts_s = str(answer.data["access_token"]), float(answer.data["expires_in"])
        except (KeyError, TypeError, ValueError):
            raise unexpected(Received(200, {}, b""), "answers without an access token") from None
        return Vault(token, time.monotonic() + lasts_s - _RENEW_BEFORE_S)

    def _deliver(self, call: Call, build: Callable[[], httpx.Request]) -> Steps[Answer[Any]]:
        attempt = 0
        while True:
            try:
                received: Received = yield Send(build(), self._timeout_s)
            except httpx.RequestError as error:
                if call.method == "PATCH" or attempt >= self._max_retries:
                    raise CausewayConnectionError(f"{call.operation_id} got no whole answer: {error or type(error).__name__}") from error
                wait_s = _backoff_s(attempt)
            else:
                answer = read_answer(call, received)
                if isinstance(answer, dict):
                    return Answer(answer["data"], received.status, received.headers)
                wait_s = answer.retry_after_s or _backoff_s(attempt)
                if attempt >= self._max_retries or wait_s > self._max_wait_s or not is_worth_repeating(call, answer):
                    raise answer
            yield Wait(wait_s)
            attempt += 1

    def _builder(self, call: Call) -> Callable[[Optional[str]], httpx.Request]:
        """A request anew for each attempt: a proof of the client is used only once."""
        segments = {name: to_segment(name, value) for name, value in call.path.items()}
        query = urlencode(to_query(call.query))
        url = self._base_url + call.path_template.format(**segments) + (f"?{query}" if query else "")
        head = {"user-agent": _USER_AGENT, "accept": ", ".join(call.accept) or "application/json", "accept-encoding": "gzip, deflate"}
        head.update({name: value for name, value in call.headers.items() if value is not None})
        if call.method == "POST" and call.auth == "bearer":
            head.setdefault("idempotency-key", str(uuid.uuid4()))
        is_form = call.content_type == "application/x-www-form-urlencoded"
        content = None if call.body is None or is_form else to_content(call.body, call.content_type)
        if call.body is not None:
            head["content-type"] = call.content_type

        def build(token: Optional[str]) -> httpx.Request:
            headers, data = dict(head), content
            if is_form:
                data = self._form(call, headers)
            if token is not None:
                headers["authorization"] = f"Bearer {token}"
            timeout = httpx.Timeout(self._timeout_s).as_dict()
            return httpx.Request(call.method, url, headers=headers, content=data, extensions={"timeout": timeout})

        return build

    def _form(self, call: Call, headers: Dict[str, str]) -> bytes:
        if isinstance(call.body, (str, bytes)):
            return to_content(call.body, call.content_type)
        if not isinstance(call.body, dict):
            raise TypeError(f"{call.operation_id} takes a form: a dictionary of texts")
        form = {name: str(value) for name, value in call.body.items()}
        if call.auth == "client" and self._proof is not None:
            self._proof.prove(form, headers)
        return urlencode(form).encode()


def check_base_url(base_url: str) -> str:
    """Where the installation is, without the path of the API, which each route has. The text leaves it out: it could hold a password."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("base_url is no address such as https://causeway.example.com (no user, no query)")
    return base_url.rstrip("/").removesuffix("/api/v1")


def _backoff_s(attempt: int) -> float:
    return _FIRST_WAIT_S * 2.0**attempt * random.uniform(0.9, 1.1)
