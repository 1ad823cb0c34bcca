"""Sends requests to Causeway: credentials, idempotency, retries, errors. Python's own library does it."""

import base64
import http.client
import json
import random
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import Any, Dict, List, Mapping, Optional, TypedDict

from .retry_after import read_retry_after

# What ends a token before its time is over: it or its client was revoked, the signing keys were replaced.
_TOKEN_REFUSALS = ("invalid_token", "expired_token", "revoked_token")

# What the API answers with, besides its JSON: the exports.
_TEXTS = ("text/csv", "application/x-ndjson")
# No wait is longer, whatever max_wait_s says: time.sleep has its own limits.
_LONGEST_WAIT_S = 30 * 86_400


FieldError = TypedDict(
    "FieldError",
    {"in": str, "pointer": str, "code": str, "message": str, "field": str, "legacy_code": str},
    total=False,
)
"""A fault of the input: ``pointer`` (RFC 6901) says where. ``field`` and ``legacy_code`` are deprecated."""


class CausewayError(Exception):
    """What the API refused, and why (RFC 9457). Branch on ``code``; it is stable."""

    def __init__(self, status: int, problem: Mapping[str, Any], request_id: Optional[str]) -> None:
        super().__init__(problem.get("detail") or problem.get("title") or f"The API answered {status}")
        self.status = status
        self.code: str = problem.get("code", "unknown")
        self.errors: List[FieldError] = problem.get("errors", [])
        self.request_id = problem.get("request_id", request_id)


class _FollowNothing(urllib.request.HTTPRedirectHandler):
    """The API never redirects. Following would hand the key to another host, or make a GET of a POST."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Transport:
    """``key`` is an API key; or give ``client_id`` and ``client_secret`` of an OAuth client."""

    def __init__(
        self,
        base_url: str,
        key: Optional[str] = None,
        *,
        client_id: Optional[str] = None,
        client_secret: Optional[str] = None,
        max_retries: int = 3,
        max_wait_s: float = 60,
        timeout_s: float = 30,
    ) -> None:
        if key is None and (client_id is None or client_secret is None):
            raise ValueError("give key, or client_id and client_secret")
        if key is not None and not re.fullmatch("[!-~]+", key):
            # The text leaves the key out: it goes to logs, and http.client's own would show it.
            raise ValueError("key is empty or holds a space or line break, which no key does: was it read with its line's end?")
        self._base_url = base_url.rstrip("/")
        self._key = key
        self._client = (client_id, client_secret)
        self._max_retries = max_retries
        self._max_wait_s = min(max_wait_s, _LONGEST_WAIT_S)
        self._timeout_s = timeout_s
        self._opener = urllib.request.build_opener(_FollowNothing)
        self._token = ""
        self._renew_at = 0.0

    def request(
        self,
        method: str,
        path_template: str,
        *,
        path: Mapping[str, str] = {},
        query: Mapping[str, Any] = {},
        headers: Mapping[str, Optional[str]] = {},
        body: Optional[Any] = None,
    ) -> Any:
        """Sends one request, again after 429 and 503, and answers its JSON, or the text of an export; None for a 304."""
        url = self._base_url + path_template.format(**{name: _segment(name, value) for name, value in path.items()})
        sent = {name: _text(value) for name, value in query.items() if value is not None}
        if sent:
            url += "?" + urllib.parse.urlencode(sent, doseq=True)
        head = {name: value for name, value in headers.items() if value is not None}
        if method == "POST":
            head.setdefault("idempotency-key", str(uuid.uuid4()))
        head["accept"] = "application/json"
        bearer = self._bearer()
        head["authorization"] = f"Bearer {bearer}"
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            head["content-type"] = "application/json"
        request = urllib.request.Request(url, data=data, headers=head, method=method)
        try:
            return self._send(request)
        except CausewayError as refusal:
            if self._key is not None or refusal.status != 401 or refusal.code not in _TOKEN_REFUSALS:
                raise
            # Another thread may have got a new one by now.
            if self._token == bearer:
                self._renew_at = 0.0
            # Nothing was carried out, so it may be sent once more. When no other token is to be had, the refusal stands.
            try:
                request.add_header("authorization", f"Bearer {self._bearer()}")
            except (CausewayError, http.client.HTTPException, OSError):
                raise refusal from None
        return self._send(request)

    def _send(self, request: urllib.request.Request) -> Any:
        attempt = 0
        while True:
            try:
                with self._opener.open(request, timeout=self._timeout_s) as response:
                    return _read_answer(response)
            except urllib.error.HTTPError as error:
                if error.code == 304:
                    error.close()
                    return None
                if 300 <= error.code < 400:
                    where = error.headers.get("location", "somewhere")
                    raise _unexpected(error, f"redirects ({error.code} to {where}), which is not followed") from None
                wait_s = read_retry_after(error.headers.get("retry-after"), time.time()) or _backoff_s(attempt)
                if error.code not in (429, 503) or attempt >= self._max_retries or wait_s > self._max_wait_s:
                    raise _to_error(error) from None
            except (urllib.error.URLError, http.client.HTTPException, OSError):
                # No connection, or it was closed, fell silent or broke off. A PATCH that got lost may have been carried out.
                if request.get_method() == "PATCH" or attempt >= self._max_retries:
                    raise
                wait_s = _backoff_s(attempt)
            time.sleep(wait_s)
            attempt += 1

    def _bearer(self) -> str:
        if self._key is not None:
            return self._key
        if time.monotonic() >= self._renew_at:
            pair = ":".join(urllib.parse.quote(str(part), safe="") for part in self._client)
            basic = base64.b64encode(pair.encode()).decode()
            form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
            head = {"authorization": f"Basic {basic}", "content-type": "application/x-www-form-urlencoded"}
            answer = self._send(urllib.request.Request(f"{self._base_url}/oauth/token", data=form, headers=head))
            try:
                token, lasts_s = str(answer["access_token"]), float(answer["expires_in"])
            except (KeyError, TypeError, ValueError):
                raise CausewayError(200, _no_answer("answers without an access token"), None) from None
            self._token = token
            # So early that no token ends on its way.
            self._renew_at = time.monotonic() + lasts_s - 30
        return self._token


def _text(value: Any) -> Any:
    return ("true" if value else "false") if isinstance(value, bool) else value


def _backoff_s(attempt: int) -> float:
    return 0.5 * 2**attempt * random.uniform(0.9, 1.1)


def _segment(name: str, value: str) -> str:
    """Puts a parameter into the path as one segment. The empty text and dots are none, however they are encoded."""
    if value in ("", ".", ".."):
        raise ValueError(f"the path parameter {name} is {value!r}, which names nothing")
    return urllib.parse.quote(value, safe="")


def _read_answer(response: Any) -> Any:
    """JSON, the text of an export, or None for a 204. A 2xx in another form is a proxy's page: it says nothing about what was asked."""
    body = response.read()
    if response.status == 204:
        return None
    kind = response.headers.get_content_type() if "content-type" in response.headers else "an unknown type"
    try:
        if kind in _TEXTS:
            return body.decode()
        if kind == "application/json":
            return json.loads(body)
    except ValueError:
        pass
    raise _unexpected(response, f"answers {response.status} with {kind} in place of JSON")


def _unexpected(response: Any, what: str) -> CausewayError:
    return CausewayError(response.status, _no_answer(what), response.headers.get("request-id"))


def _no_answer(what: str) -> Dict[str, str]:
    return {"code": "unexpected_answer", "detail": f"The server {what}: is base_url the address of Causeway itself?"}


def _to_error(error: urllib.error.HTTPError) -> CausewayError:
    try:
        problem = json.loads(error.read())
    except (ValueError, http.client.HTTPException, OSError):
        problem = {}
    return CausewayError(error.code, problem if isinstance(problem, dict) else {}, error.headers.get("request-id"))
