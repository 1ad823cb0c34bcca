"""Reads an answer: what was asked for, or why not."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, Union

from ._call import Call, Received
from .errors import CausewayError, NotModified
from .retry_after import read_retry_after


def read_answer(call: Call, received: Received) -> Union[CausewayError, Dict[str, Any]]:
    """``{"data": …}`` or the error. Whoever redirects is not the API: following would hand the key to another host, or make a GET of a
    POST. A 2xx in a form that the operation does not have is a proxy's page, and says nothing about what was asked."""
    status = received.status
    if status == 304:
        return NotModified(received.headers.get("request-id"))
    if 300 <= status < 400:
        where = received.headers.get("location", "somewhere")
        return unexpected(received, f"redirects ({status} to {where}), which is not followed")
    if not 200 <= status < 300:
        return _refusal(received)
    if status == 204 or (not call.accept and not received.body):
        return {"data": None}
    kind = received.media_type
    try:
        if kind == "application/json" and (kind in call.accept or not call.accept):
            return {"data": json.loads(received.body)}
        if kind in call.accept:
            return {"data": received.body if call.as_bytes else received.body.decode()}
    except ValueError:
        pass
    return unexpected(received, f"answers {status} with {kind or 'an unknown type'} in place of {' or '.join(call.accept) or 'JSON'}")


def unexpected(received: Received, what: str) -> CausewayError:
    detail = f"The server {what}: is base_url the address of Causeway itself?"
    return CausewayError(received.status, {"code": "unexpected_answer", "detail": detail}, received.headers.get("request-id"))


def is_worth_repeating(call: Call, refusal: CausewayError) -> bool:
    """Refused for now. A PATCH that may have been carried out is not sent again: it would undo a change made in between."""
    if refusal.code == "unexpected_answer":
        return False
    if refusal.status in (429, 503):
        return True
    if call.method == "PATCH":
        return False
    return refusal.status == 408 or refusal.status >= 500 or refusal.code == "idempotency_in_progress"


def _refusal(received: Received) -> CausewayError:
    try:
        problem = json.loads(received.body)
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        problem = {}
    # The token endpoint has a form of its own (RFC 6749 section 5.2).
    if "code" not in problem and isinstance(problem.get("error"), str):
        problem = {"code": problem["error"], "detail": problem.get("error_description")}
    wait_s = read_retry_after(received.headers.get("retry-after"), time.time())
    return CausewayError(received.status, problem, received.headers.get("request-id"), wait_s)
