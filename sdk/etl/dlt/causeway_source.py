"""Loads the exports of Causeway with dlt: everything once, then what has changed or was deleted.

    pip install "dlt[duckdb]"
    CAUSEWAY_URL=https://partners.example.com CAUSEWAY_KEY=ck_live_… python causeway_source.py
"""

import os
from typing import Any, Iterator, Optional, Sequence

import dlt
from dlt.sources.helpers import requests

PAGE_SIZE = 1000
JSON_TYPES = {"integer": "bigint", "number": "double", "boolean": "bool", "object": "json", "array": "json"}


def data_type(column: dict[str, Any]) -> str:
    """The type of dlt for a column of the JSON Schema."""
    types = column["type"]
    if "string" not in types:
        return JSON_TYPES[types if isinstance(types, str) else types[0]]
    if "pattern" in column:
        return "decimal"
    return {"date-time": "timestamp", "date": "date"}.get(column.get("format", ""), "text")


@dlt.source(name="causeway", max_table_nesting=0)
def causeway(
    url: str = dlt.config.value,
    api_key: str = dlt.secrets.value,
    streams: Optional[Sequence[str]] = None,
) -> Any:
    """A resource for each stream that the key may read, or for those that are named."""
    session = requests.Client(raise_for_status=True).session
    session.headers["Authorization"] = f"Bearer {api_key}"
    base = f"{url.rstrip('/')}/api/v1/exports"

    def read(name: str) -> Iterator[list[dict[str, Any]]]:
        # Stored with the rows, so it never says that something was loaded that was not.
        state = dlt.current.resource_state()
        while True:
            params = {"limit": PAGE_SIZE, **({"cursor": state["cursor"]} if "cursor" in state else {})}
            page = session.get(f"{base}/{name}", params=params).json()
            yield page["data"]
            state["cursor"] = page["next_cursor"]
            if not page["has_more"]:
                return

    for stream in session.get(base).json()["data"]:
        name = stream["name"]
        if streams is not None and name not in streams:
            continue
        schema = session.get(f"{base}/{name}/schema").json()["schema"]
        columns = {column: {"data_type": data_type(value)} for column, value in schema["properties"].items()}
        # Of two versions of a row in one load, the later one counts; a deleted one is deleted.
        columns["updated_at"]["dedup_sort"] = "desc"
        columns["deleted"]["hard_delete"] = True
        yield dlt.resource(
            read,
            name=name,
            write_disposition="merge",
            primary_key=stream["primary_key"],
            columns=columns,
        )(name)


if __name__ == "__main__":
    pipeline = dlt.pipeline("causeway", destination=os.environ.get("CAUSEWAY_DESTINATION", "duckdb"), dataset_name="causeway_exports")
    print(pipeline.run(causeway(url=os.environ["CAUSEWAY_URL"], api_key=os.environ["CAUSEWAY_KEY"])))
