package causeway

import (
	"net/http"
	"strings"
	"time"
)

// longestWait is what longer numbers of seconds are read as.
const longestWait = 365 * 24 * time.Hour

// ReadRetryAfter reads a Retry-After header: whole seconds or an HTTP date (RFC 9110 section 10.2.3), from now. It returns zero for
// anything else, and for what is over by now: nothing is repeated at once.
func ReadRetryAfter(header string, now time.Time) time.Duration {
	text := strings.Trim(header, " \t")
	if text != "" && strings.Trim(text, "0123456789") == "" {
		var seconds time.Duration
		for _, digit := range text {
			seconds = seconds*10 + time.Duration(digit-'0')
			if seconds*time.Second > longestWait {
				return longestWait
			}
		}
		return seconds * time.Second
	}
	at, err := http.ParseTime(text)
	if err != nil || !at.After(now) {
		return 0
	}
	return min(at.Sub(now), longestWait)
}
