package causeway

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"
)

// call is what is asked of the API, not yet how: no host, no credentials.
type call struct {
	id     string
	method string
	path   string
	// segments are the values of the path's parameters, in pairs of name and value.
	segments []string
	query    url.Values
	body     *Content
	// accept is the media types of the answer; none for an answer without a body.
	accept []string
	// auth is "bearer", "client" or "none".
	auth string
}

// Content is a body with its media type.
type Content struct {
	Type string
	Data []byte
}

// CSV is a body of the type text/csv.
func CSV(data []byte) Content { return Content{"text/csv", data} }

// NDJSON is a body with a JSON text on each line.
func NDJSON(data []byte) Content { return Content{"application/x-ndjson", data} }

// JSON is a body of the type application/json.
func JSON(value any) (Content, error) {
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return Content{}, fmt.Errorf("causeway: the body: %w", err)
	}
	return Content{"application/json", bytes.TrimRight(data.Bytes(), "\n")}, nil
}

// RequestOption changes one request.
type RequestOption func(*request)

type request struct {
	header http.Header
	answer *Answer
}

// Answer is what surrounds an answer: WithAnswer.
type Answer struct {
	Status int
	Header http.Header
}

// ETag is for WithIfMatch and WithIfNoneMatch.
func (a Answer) ETag() string { return a.Header.Get("ETag") }

// WithIdempotencyKey sends this key, in place of a new one: a request that a former run of your program sent is not carried out twice.
func WithIdempotencyKey(key string) RequestOption { return withHeader("Idempotency-Key", key) }

// WithIfMatch changes only what still has this ETag; the error has the status 412 if not.
func WithIfMatch(etag string) RequestOption { return withHeader("If-Match", etag) }

// WithIfNoneMatch reads only what does not have this ETag any more; the error is NotModified if it does.
func WithIfNoneMatch(etag string) RequestOption { return withHeader("If-None-Match", etag) }

// WithAnswer notes the status and the headers of the answer. For a list, those of its newest page.
func WithAnswer(answer *Answer) RequestOption { return func(r *request) { r.answer = answer } }

func withHeader(name, value string) RequestOption {
	return func(r *request) { r.header.Set(name, value) }
}

// url puts each parameter into the path as one segment. The empty text and dots are none, however they are encoded.
func (c call) url(base string) (string, error) {
	path := c.path
	for i := 0; i < len(c.segments); i += 2 {
		name, value := c.segments[i], c.segments[i+1]
		if value == "" || value == "." || value == ".." {
			return "", fmt.Errorf("causeway: the path parameter %s is %q, which names nothing", name, value)
		}
		path = strings.Replace(path, "{"+name+"}", url.PathEscape(value), 1)
	}
	if len(c.query) > 0 {
		path += "?" + c.query.Encode()
	}
	return base + path, nil
}

// add adds a value unless it is the zero value, which stands for none. Several values of a name are repeated.
func add(query url.Values, name string, value any) {
	v := reflect.ValueOf(value)
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			query.Add(name, text(v.Index(i).Interface()))
		}
		return
	}
	if v.IsZero() {
		return
	}
	if v.Kind() == reflect.Pointer {
		value = v.Elem().Interface()
	}
	query.Add(name, text(value))
}

func text(value any) string {
	if moment, ok := value.(time.Time); ok {
		return moment.UTC().Format(time.RFC3339Nano)
	}
	return fmt.Sprint(value)
}
