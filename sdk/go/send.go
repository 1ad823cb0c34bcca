package causeway

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	mathrand "math/rand/v2"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const firstWait = 500 * time.Millisecond

// Answers of the API end long before this; it bounds what a stranger's can cost.
const maxAnswerBytes = 1 << 30

type waiter func(ctx context.Context, d time.Duration) error

// received is a whole answer.
type received struct {
	status int
	header http.Header
	kind   string
	body   []byte
}

// noAnswer is what http.Client returned in place of a whole answer.
type noAnswer struct{ error }

func (e noAnswer) Unwrap() error { return e.error }

// run sends a call, again where that helps and does no harm, each time with the same idempotency key.
func (c *Client) run(ctx context.Context, what call, options []RequestOption) (*received, error) {
	req := request{header: http.Header{}}
	for _, option := range options {
		option(&req)
	}
	if what.method == http.MethodPost && what.auth == "bearer" && req.header.Get("Idempotency-Key") == "" {
		req.header.Set("Idempotency-Key", newUUID())
	}
	answer, err := c.authorized(ctx, what, req)
	if err != nil {
		return nil, err
	}
	if req.answer != nil {
		*req.answer = Answer{Status: answer.status, Header: answer.header}
	}
	return answer, nil
}

func (c *Client) authorized(ctx context.Context, what call, req request) (*received, error) {
	if what.auth == "none" {
		return c.deliver(ctx, what, req, "")
	}
	if what.auth == "client" {
		return c.deliver(ctx, what, req, c.key)
	}
	if c.key != "" {
		return c.deliver(ctx, what, req, c.key)
	}
	token, err := c.accessToken(ctx, "")
	if err != nil {
		return nil, err
	}
	answer, err := c.deliver(ctx, what, req, token)
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Status != http.StatusUnauthorized || !slices.Contains(tokenRefusals, refusal.Code) {
		return answer, err
	}
	// Nothing was carried out, so it may be sent once more. When no other token is to be had, the refusal stands.
	renewed, tokenErr := c.accessToken(ctx, token)
	if tokenErr != nil {
		return nil, err
	}
	return c.deliver(ctx, what, req, renewed)
}

func (c *Client) deliver(ctx context.Context, what call, req request, token string) (*received, error) {
	for attempt := 0; ; attempt++ {
		answer, err := c.attempt(ctx, what, req, token)
		if err == nil {
			return answer, nil
		}
		wait := backoff(attempt)
		var refusal *Error
		var lost noAnswer
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.As(err, &refusal):
			if refusal.RetryAfter > 0 {
				wait = refusal.RetryAfter
			}
			if !isWorthRepeating(what, refusal) || wait > c.maxWait {
				return nil, err
			}
		// A PATCH that got lost may have been carried out, and a second one would undo a change made in between.
		case !errors.As(err, &lost) || what.method == http.MethodPatch:
			return nil, err
		}
		if attempt >= c.maxRetries {
			return nil, err
		}
		if err := c.wait(ctx, wait); err != nil {
			return nil, err
		}
	}
}

func isWorthRepeating(what call, refusal *Error) bool {
	switch {
	case refusal.Code == "unexpected_answer":
		return false
	case refusal.Status == http.StatusTooManyRequests || refusal.Status == http.StatusServiceUnavailable:
		return true
	case what.method == http.MethodPatch:
		return false
	}
	return refusal.Status == http.StatusRequestTimeout || refusal.Status >= 500 || refusal.Code == "idempotency_in_progress"
}

// attempt sends the call once.
func (c *Client) attempt(ctx context.Context, what call, req request, token string) (*received, error) {
	attemptCtx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	patience := time.AfterFunc(c.timeout, func() { cancel(fmt.Errorf("no answer within %s", c.timeout)) })
	defer patience.Stop()
	sent, err := c.build(attemptCtx, what, req, token)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(sent)
	if err != nil {
		return nil, noAnswer{fmt.Errorf("causeway: %s got no answer: %w", what.id, cause(attemptCtx, err))}
	}
	defer response.Body.Close()
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	// An export takes as long as it takes.
	if !strings.Contains(kind, "json") {
		patience.Stop()
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswerBytes))
	if err != nil {
		return nil, noAnswer{fmt.Errorf("causeway: the answer to %s broke off: %w", what.id, cause(attemptCtx, err))}
	}
	answer := &received{response.StatusCode, response.Header, kind, body}
	if refusal := check(what, answer); refusal != nil {
		return nil, refusal
	}
	return answer, nil
}

func (c *Client) build(ctx context.Context, what call, req request, token string) (*http.Request, error) {
	address, err := what.url(c.baseURL)
	if err != nil {
		return nil, err
	}
	header := req.header.Clone()
	var data []byte
	if what.body != nil {
		header.Set("Content-Type", what.body.Type)
		data = what.body.Data
	}
	if what.auth == "client" && c.proof != nil {
		if data, err = c.prove(data, header); err != nil {
			return nil, err
		}
	}
	var reader io.Reader
	if what.body != nil {
		reader = bytes.NewReader(data)
	}
	sent, err := http.NewRequestWithContext(ctx, what.method, address, reader)
	if err != nil {
		return nil, fmt.Errorf("causeway: %s: %w", what.id, err)
	}
	// net/http would send the request again on its own, uncounted.
	sent.GetBody = nil
	sent.Header = header
	sent.Header.Set("User-Agent", c.userAgent)
	sent.Header.Set("Accept", "application/json")
	if len(what.accept) > 0 {
		sent.Header.Set("Accept", strings.Join(what.accept, ", "))
	}
	if token != "" {
		sent.Header.Set("Authorization", "Bearer "+token)
	}
	return sent, nil
}

// check returns why an answer is none. Whoever redirects is not the API. A success in a form that the operation does not have is a
// proxy's page, and says nothing about what was asked.
func check(what call, answer *received) error {
	status, header := answer.status, answer.header
	switch {
	case status == http.StatusNotModified:
		return &Error{Status: status, Code: "not_modified", Detail: "it is unchanged since it was read", RequestID: header.Get("Request-Id")}
	case status >= 300 && status < 400:
		return unexpected(status, header, fmt.Sprintf("redirects (%d to %s), which is not followed", status, header.Get("Location")))
	case status < 200 || status >= 300:
		return refusalOf(status, header, answer.body, time.Now())
	case status == http.StatusNoContent || (len(what.accept) == 0 && len(answer.body) == 0):
		return nil
	}
	isJSON := answer.kind == "application/json" && json.Valid(answer.body)
	if len(what.accept) == 0 && isJSON || slices.Contains(what.accept, answer.kind) && (isJSON || answer.kind != "application/json") {
		return nil
	}
	return unexpected(status, header, fmt.Sprintf("answers %d with %q in place of %q", status, answer.kind, what.accept))
}

func cause(ctx context.Context, err error) error {
	if why := context.Cause(ctx); why != nil {
		return why
	}
	// The address is in the text of a url.Error; the host is enough, and a query can hold what a log should not.
	var inner *url.Error
	if errors.As(err, &inner) {
		return inner.Err
	}
	return err
}

func backoff(attempt int) time.Duration {
	return time.Duration(float64(firstWait) * math.Pow(2, float64(attempt)) * (0.9 + 0.2*mathrand.Float64()))
}

func waitFor(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
