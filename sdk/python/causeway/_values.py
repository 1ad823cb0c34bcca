"""What a value is in a request: moments, days, booleans, amounts."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Iterable, List, Mapping, Tuple, Union
from urllib.parse import quote

Instant = Union[datetime, str]
"""A moment: a ``datetime`` with a time zone, or its text (RFC 3339)."""
Day = Union[date, str]
"""A day: a ``date``, or its text (``2026-03-01``)."""


def to_text(name: str, value: object) -> str:
    """A value of a query or of a path. Raises ``ValueError`` for a ``datetime`` without a time zone: it is no moment."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _moment(name, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, int, float, Decimal)):
        return str(value)
    raise TypeError(f"{name} is {value!r}, a {type(value).__name__}, which no request can contain")


def to_query(values: Mapping[str, object]) -> List[Tuple[str, str]]:
    """Pairs without those that are None. Several values of a name are repeated."""
    pairs: List[Tuple[str, str]] = []
    for name, value in values.items():
        if value is None:
            continue
        several: Iterable[object] = value if isinstance(value, (list, tuple, set, frozenset)) else (value,)
        pairs.extend((name, to_text(name, one)) for one in several)
    return pairs


def to_segment(name: str, value: object) -> str:
    """Puts a parameter into a path as one segment. The empty text and dots are none, however they are encoded."""
    text = to_text(name, value)
    if text in ("", ".", ".."):
        raise ValueError(f"the path parameter {name} is {text!r}, which names nothing")
    return quote(text, safe="")


def to_json(body: object) -> bytes:
    """JSON of a body, in which moments, days and decimals may be."""
    return json.dumps(body, default=_plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def to_content(body: object, content_type: str) -> bytes:
    """The bytes of a body. A text is sent as it is; a list becomes a line for each member in NDJSON."""
    if isinstance(body, bytes):
        return body
    if content_type == "application/json":
        return to_json(body)
    if isinstance(body, str):
        return body.encode()
    if content_type == "application/x-ndjson" and isinstance(body, (list, tuple)):
        return b"".join(to_json(row) + b"\n" for row in body)
    raise TypeError(f"a body of the type {content_type} is a text or bytes, not a {type(body).__name__}")


def _plain(value: object) -> str:
    if isinstance(value, (date, Decimal)):
        return to_text("a field of the body", value)
    raise TypeError(f"the body contains {value!r}, a {type(value).__name__}, which JSON has no form for")


def _moment(name: str, value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError(f"{name} is {value.isoformat()} without a time zone: add one, such as tzinfo=timezone.utc")
    return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
