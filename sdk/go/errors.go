package causeway

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Error is what the API refused, and why (RFC 9457). Branch on Code; it is stable.
type Error struct {
	// Status is the HTTP status.
	Status int
	// Code is for programs: docs/errors.md lists all. It is "unknown" if the answer had none, and "unexpected_answer" if it does
	// not come from the API.
	Code   string
	Detail string
	// Errors has each fault of the input.
	Errors []Fault
	// RequestID names the request in the server's logs.
	RequestID string
	// RetryAfter is how long the server asks to wait; zero if it does not say.
	RetryAfter time.Duration
}

// Fault is one fault of the input.
type Fault struct {
	// In is the part of the request: body, query, path, header or resource.
	In string `json:"in"`
	// Pointer (RFC 6901) says where.
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (e *Error) Error() string {
	return fmt.Sprintf("causeway: %s (%d %s)", e.Detail, e.Status, e.Code)
}

// NotModified says that what WithIfNoneMatch names is unchanged (304).
func (e *Error) NotModified() bool { return e.Status == http.StatusNotModified }

// refusalOf reads an answer that is no success. A proxy on the way may answer with anything.
func refusalOf(status int, header http.Header, body []byte, now time.Time) *Error {
	refusal := &Error{Status: status, Code: "unknown", Detail: fmt.Sprintf("the API answered %d", status)}
	refusal.RequestID = header.Get("Request-Id")
	refusal.RetryAfter = ReadRetryAfter(header.Get("Retry-After"), now)
	var members map[string]json.RawMessage
	if json.Unmarshal(body, &members) != nil {
		return refusal
	}
	// The token endpoint has a form of its own (RFC 6749 section 5.2).
	for _, name := range []string{"error", "code"} {
		readText(members[name], &refusal.Code)
	}
	for _, name := range []string{"title", "error_description", "detail"} {
		readText(members[name], &refusal.Detail)
	}
	readText(members["request_id"], &refusal.RequestID)
	var faults []json.RawMessage
	_ = json.Unmarshal(members["errors"], &faults)
	for _, one := range faults {
		var fault Fault
		if json.Unmarshal(one, &fault) == nil {
			refusal.Errors = append(refusal.Errors, fault)
		}
	}
	return refusal
}

func readText(value json.RawMessage, text *string) {
	var found string
	if json.Unmarshal(value, &found) == nil && found != "" {
		*text = found
	}
}

func unexpected(status int, header http.Header, what string) *Error {
	detail := fmt.Sprintf("the server %s: is the base URL the address of Causeway itself?", what)
	return &Error{Status: status, Code: "unexpected_answer", Detail: detail, RequestID: header.Get("Request-Id")}
}
