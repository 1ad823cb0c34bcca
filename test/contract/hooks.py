"""Files of deals, as Schemathesis sends them: what it makes up for their schema is the text of the file."""

import schemathesis


@schemathesis.serializer("application/x-ndjson", "text/csv")
def text(_context, value):
    return value.encode() if isinstance(value, str) else str(value).encode()
