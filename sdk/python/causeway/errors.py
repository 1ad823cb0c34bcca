"""What goes wrong in a call."""

from __future__ import annotations

from typing import List, Mapping, Optional, cast

from .models import FieldError


class CausewayError(Exception):
    """What the API refused, and why (RFC 9457). Branch on ``code``; it is stable."""

    status: int
    """The HTTP status; 0 if there was no answer."""
    code: str
    """A stable code for programs: docs/errors.md lists all. ``unknown`` if the answer had none."""
    errors: List[FieldError]
    """Each fault of the input: ``pointer`` (RFC 6901) says where."""
    request_id: Optional[str]
    """Names the request in the server's logs."""
    retry_after_s: Optional[float]
    """How long the server asks to wait, in seconds."""

    def __init__(
        self, status: int, problem: Mapping[str, object], request_id: Optional[str] = None, retry_after_s: Optional[float] = None
    ) -> None:
        super().__init__(_text(problem, "detail") or _text(problem, "title") or f"The API answered {status}")
        self.status = status
        self.code = _text(problem, "code") or "unknown"
        faults = problem.get("errors")
        self.errors = [cast(FieldError, one) for one in faults if isinstance(one, dict)] if isinstance(faults, list) else []
        self.request_id = _text(problem, "request_id") or request_id
        self.retry_after_s = retry_after_s


class CausewayConnectionError(CausewayError):
    """No whole answer came: no connection, or it was closed, fell silent or broke off. ``__cause__`` is what httpx raised."""

    def __init__(self, what: str) -> None:
        super().__init__(0, {"code": "connection_failed", "detail": what})


class NotModified(CausewayError):
    """What ``if_none_match`` names is unchanged (304)."""

    def __init__(self, request_id: Optional[str]) -> None:
        super().__init__(304, {"code": "not_modified", "detail": "It is unchanged since it was read"}, request_id)


def _text(problem: Mapping[str, object], name: str) -> Optional[str]:
    value = problem.get(name)
    return value if isinstance(value, str) and value else None
