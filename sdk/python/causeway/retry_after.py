"""Reads ``Retry-After``."""

import email.utils
import re
from datetime import timezone
from typing import Optional

# The three forms of an HTTP date (RFC 9110 section 5.6.7): Python reads much else that is none.
_HTTP_DATE = re.compile(
    r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
    r"|[A-Z][a-z]{5,8}, [0-9]{2}-[A-Z][a-z]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [0-9]{4}"
)
# Longer numbers are not told apart, and int() refuses some of them.
_LONGEST_S = 10**12


def read_retry_after(header: Optional[str], now: float) -> Optional[float]:
    """Seconds from ``now``: a whole number or an HTTP date (RFC 9110 section 10.2.3). None for anything else, and for what is
    over by now: nothing is repeated at once."""
    text = (header or "").strip()
    if re.fullmatch("[0-9]+", text):
        wait_s = float(text) if len(text) <= 12 else float(_LONGEST_S)
    elif _HTTP_DATE.fullmatch(text):
        try:
            wait_s = email.utils.parsedate_to_datetime(text).replace(tzinfo=timezone.utc).timestamp() - now
        except (TypeError, ValueError, OverflowError):
            return None
    else:
        return None
    return wait_s if wait_s > 0 else None
