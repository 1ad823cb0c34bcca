"""Lists, read page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, AsyncIterator, Dict, Generic, Iterator, List, Optional, TypeVar

from ._call import Call, Received
from ._answers import unexpected
from ._sender import AsyncSender, Sender

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list. ``next_cursor`` continues it; None on the last one."""

    data: List[T]
    next_cursor: Optional[str]


class Pages(Generic[T]):
    """Iterate it for every member over all pages, or its ``pages()``. Each iteration asks anew."""

    def __init__(self, sender: Sender, call: Call) -> None:
        self._sender, self._call = sender, call

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data

    def pages(self) -> Iterator[Page[T]]:
        call: Optional[Call] = self._call
        while call is not None:
            page: Page[T] = _read(self._sender.run(call))
            yield page
            call = _next(call, page)


class AsyncPages(Generic[T]):
    """``async for`` every member over all pages, or its ``pages()``. Each iteration asks anew."""

    def __init__(self, sender: AsyncSender, call: Call) -> None:
        self._sender, self._call = sender, call

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for member in page.data:
                yield member

    async def pages(self) -> AsyncIterator[Page[T]]:
        call: Optional[Call] = self._call
        while call is not None:
            page: Page[T] = _read(await self._sender.run(call))
            yield page
            call = _next(call, page)


def _read(answer: Any) -> Page[Any]:
    body: Dict[str, Any] = answer if isinstance(answer, dict) else {}
    data, cursor = body.get("data"), body.get("next_cursor")
    if not isinstance(data, list):
        raise unexpected(Received(200, {}, b""), "answers without the members of the list")
    return Page(data, cursor if body.get("has_more") and isinstance(cursor, str) else None)


def _next(call: Call, page: Page[Any]) -> Optional[Call]:
    if page.next_cursor is None:
        return None
    if page.next_cursor == call.query.get("cursor"):
        raise unexpected(Received(200, {}, b""), "names the same page as the next one")
    return replace(call, query={**call.query, "cursor": page.next_cursor})
