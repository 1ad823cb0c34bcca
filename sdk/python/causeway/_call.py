"""One call of an operation, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Mapping, Optional, Tuple, TypeVar

T = TypeVar("T")

JSON_ONLY = ("application/json",)


@dataclass(frozen=True)
class Call:
    """What is asked of the API, not yet how: no host, no credentials."""

    operation_id: str
    method: str
    path_template: str
    path: Mapping[str, object] = field(default_factory=dict)
    query: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, Optional[str]] = field(default_factory=dict)
    body: object = None
    content_type: str = "application/json"
    accept: Tuple[str, ...] = JSON_ONLY
    as_bytes: bool = False
    auth: str = "bearer"


@dataclass(frozen=True)
class Received:
    """A whole answer. The names of the headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


@dataclass(frozen=True)
class Answer(Generic[T]):
    """An answer with what surrounds it: ``causeway.answer_of(causeway.deals.get, "deal_…").etag``."""

    data: T
    status: int
    headers: Mapping[str, str]

    @property
    def etag(self) -> Optional[str]:
        """For ``if_match`` and ``if_none_match``."""
        return self.headers.get("etag")

    @property
    def request_id(self) -> Optional[str]:
        return self.headers.get("request-id")
