package causeway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// asked is what a hostile server was asked.
type asked struct {
	method, path, body string
	header             http.Header
}

type hostile struct {
	*httptest.Server
	sync.Mutex
	asked []asked
}

// serve answers as a test says; n counts from 1.
func serve(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) *hostile {
	t.Helper()
	h := &hostile{}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		h.Lock()
		h.asked = append(h.asked, asked{r.Method, r.RequestURI, string(body), r.Header.Clone()})
		n := len(h.asked)
		h.Unlock()
		answer(n, w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *hostile) keys() []string {
	var keys []string
	for _, one := range h.asked {
		keys = append(keys, one.header.Get("Idempotency-Key"))
	}
	return slices.Compact(keys)
}

// client does not wait, and notes how long it would have.
func client(t *testing.T, h *hostile, options ...Option) (*Client, *[]time.Duration) {
	t.Helper()
	if len(options) == 0 {
		options = []Option{WithKey("ck_live_secret")}
	}
	c, err := New(h.URL, options...)
	if err != nil {
		t.Fatal(err)
	}
	waits := &[]time.Duration{}
	c.wait = func(_ context.Context, d time.Duration) error { *waits = append(*waits, d); return nil }
	return c, waits
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func drop(http.ResponseWriter) { panic(http.ErrAbortHandler) }

func refusal(t *testing.T, err error) *Error {
	t.Helper()
	var refused *Error
	if !errors.As(err, &refused) {
		t.Fatalf("%v is no *Error", err)
	}
	return refused
}

func create(c *Client) error {
	_, err := c.Endpoints.Create(context.Background(), CreateEndpoint{Url: "https://you.example.com"})
	return err
}

func TestANewerServerBreaksNothing(t *testing.T) {
	h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		reply(w, 200, map[string]any{"id": "dlv_1", "status": "a_newer_state", "new_field": map[string]any{"a": 1}})
	})
	c, _ := client(t, h)
	delivery, err := c.Deliveries.Get(context.Background(), "dlv_1", nil)
	if err != nil || delivery.Id != "dlv_1" || string(delivery.Status) != "a_newer_state" {
		t.Fatalf("%+v, %v", delivery, err)
	}
}

func TestARequestSaysWhoAsksAndWithWhat(t *testing.T) {
	h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 201, map[string]any{}) })
	c, _ := client(t, h)
	if err := create(c); err != nil {
		t.Fatal(err)
	}
	sent := h.asked[0]
	if sent.header.Get("Authorization") != "Bearer ck_live_secret" || !strings.HasPrefix(sent.header.Get("User-Agent"), "causeway-go/"+Version) {
		t.Errorf("%v", sent.header)
	}
	if len(sent.header.Get("Idempotency-Key")) != 36 || !strings.Contains(sent.body, `"url":"https://you.example.com"`) {
		t.Errorf("%v %s", sent.header, sent.body)
	}
}

func TestNoRedirectIsFollowed(t *testing.T) {
	other := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, map[string]any{}) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		h := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, status) })
		c, _ := client(t, h, WithKey("ck"), WithHTTPClient(http.DefaultClient))
		if refused := refusal(t, create(c)); refused.Status != status || refused.Code != "unexpected_answer" || len(h.asked) != 1 {
			t.Errorf("%v after %d", refused, len(h.asked))
		}
	}
	if len(other.asked) != 0 {
		t.Errorf("another host saw %v", other.asked)
	}
}

func TestAPageInPlaceOfAnAnswerIsAnErrorAndAskedForOnce(t *testing.T) {
	pages := [][2]string{{"text/html", "<html>"}, {"application/json", "<html>"}, {"application/json", `{"id":`}, {"application/json", ""}, {"", "OK"}}
	for _, page := range pages {
		h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{page[0]}
			_, _ = io.WriteString(w, page[1])
		})
		c, _ := client(t, h)
		_, err := c.Deals.Get(context.Background(), "deal_1", nil)
		if refused := refusal(t, err); refused.Status != 200 || refused.Code != "unexpected_answer" || len(h.asked) != 1 {
			t.Errorf("%q: %v after %d", page, refused, len(h.asked))
		}
	}
}

func TestBrokenConnectionsAndHalfAnswersAreSentAgainWithTheSameKey(t *testing.T) {
	h := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		switch n {
		case 1:
			drop(w)
		case 2:
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", "99")
			_, _ = io.WriteString(w, `{"id"`)
			drop(w)
		}
		reply(w, 201, map[string]any{"id": "ep_1"})
	})
	c, waits := client(t, h)
	if err := create(c); err != nil {
		t.Fatal(err)
	}
	if len(h.keys()) != 1 || len(h.asked) != 3 || (*waits)[0] < 450*time.Millisecond || (*waits)[1] < 900*time.Millisecond {
		t.Errorf("%v %v", h.keys(), *waits)
	}
}

func TestAPatchThatGotLostIsNotSentAgain(t *testing.T) {
	for _, status := range []int{0, 408, 500, 502} {
		h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
			if status == 0 {
				drop(w)
			}
			reply(w, status, map[string]any{})
		})
		c, _ := client(t, h)
		if _, err := c.Endpoints.Update(context.Background(), "ep_1", UpdateEndpoint{}); err == nil || len(h.asked) != 1 {
			t.Errorf("%d: %v after %d", status, err, len(h.asked))
		}
	}
}

func TestASilentServerIsAskedAgainAndACallerThatGivesUpIsHeeded(t *testing.T) {
	h := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if n == 1 {
			<-r.Context().Done()
			return
		}
		reply(w, 200, map[string]any{"id": "deal_1"})
	})
	c, _ := client(t, h, WithKey("ck"), WithTimeout(50*time.Millisecond))
	if _, err := c.Deals.Get(context.Background(), "deal_1", nil); err != nil || len(h.asked) != 2 {
		t.Errorf("%v after %d", err, len(h.asked))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Deals.Get(ctx, "deal_1", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestWhatIsRefusedForNowIsSentAgain(t *testing.T) {
	cases := map[string]int{"request_timeout": 408, "idempotency_in_progress": 409, "rate_limited": 429, "internal": 500, "bad_gateway": 502, "x": 504}
	for code, status := range cases {
		h := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
			if n == 1 {
				reply(w, status, map[string]any{"code": code})
				return
			}
			reply(w, 201, map[string]any{})
		})
		c, _ := client(t, h)
		if err := create(c); err != nil || len(h.asked) != 2 || len(h.keys()) != 1 {
			t.Errorf("%s: %v after %d", code, err, len(h.asked))
		}
	}
	for code, status := range map[string]int{"invalid_request": 400, "idempotency_answer_lost": 409, "version_conflict": 412, "x": 422} {
		h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, status, map[string]any{"code": code}) })
		c, _ := client(t, h)
		if refused := refusal(t, create(c)); refused.Code != code || len(h.asked) != 1 {
			t.Errorf("%v after %d", refused, len(h.asked))
		}
	}
}

func TestRetryAfterIsWaitedForIfItSaysWhenAndNotTooLong(t *testing.T) {
	for header, want := range map[string]time.Duration{"2": 2 * time.Second, "1.5": 0, "soon": 0, "-1": 0, "0": 0} {
		h := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			reply(w, map[bool]int{true: 429, false: 201}[n == 1], map[string]any{})
		})
		c, waits := client(t, h)
		if err := create(c); err != nil || len(*waits) != 1 {
			t.Fatalf("%s: %v, %v", header, err, *waits)
		}
		if wait := (*waits)[0]; (want > 0 && wait != want) || (want == 0 && (wait < 450*time.Millisecond || wait > 550*time.Millisecond)) {
			t.Errorf("%s: %s", header, wait)
		}
	}
	for _, header := range []string{"99999", strings.Repeat("9", 400)} {
		h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			reply(w, 503, map[string]any{})
		})
		c, waits := client(t, h)
		if refused := refusal(t, create(c)); refused.RetryAfter < time.Minute || len(h.asked) != 1 || len(*waits) != 0 {
			t.Errorf("%v after %d", refused, len(h.asked))
		}
	}
}

func TestRetryAfterHasTwoForms(t *testing.T) {
	now := time.Date(1994, 11, 6, 8, 49, 0, 0, time.UTC)
	for _, date := range []string{"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"} {
		if wait := ReadRetryAfter(date, now); wait != 37*time.Second {
			t.Errorf("%s: %s", date, wait)
		}
	}
	if wait := ReadRetryAfter(" 120 ", now); wait != 2*time.Minute {
		t.Errorf("%s", wait)
	}
	for _, other := range []string{"", "0", "1.5", "-1", "+1", "0x10", "1e3", "1, 2", "soon", "²", "1994-11-06T08:50:00Z", "Sun, 06 Nov 1994 08:48:37 GMT"} {
		if wait := ReadRetryAfter(other, now); wait != 0 {
			t.Errorf("%s: %s", other, wait)
		}
	}
}

func TestARefusalHasItsFaultsWhateverAProxyMakesOfIt(t *testing.T) {
	body := `{"code":"invalid_request","detail":"1 error","request_id":"r1","errors":[{"pointer":"/url","code":"required","message":"m"},7]}`
	for sent, code := range map[string]string{body: "invalid_request", "<html>": "unknown", "[]": "unknown", `{"code":{},"errors":7}`: "unknown", "": "unknown"} {
		h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			_, _ = io.WriteString(w, sent)
		})
		c, _ := client(t, h)
		refused := refusal(t, create(c))
		if refused.Code != code || (code == "invalid_request" && (refused.RequestID != "r1" || refused.Errors[0].Pointer != "/url")) {
			t.Errorf("%s: %+v", sent, refused)
		}
	}
}

func TestAListIsReadOverAllItsPages(t *testing.T) {
	h := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		page := map[string]any{"data": []any{map[string]any{"id": fmt.Sprintf("dlv_%d", n)}}, "has_more": n < 3, "next_cursor": nil}
		if n < 3 {
			page["next_cursor"] = fmt.Sprintf("c%d", n)
		}
		reply(w, 200, page)
	})
	c, _ := client(t, h)
	var ids []string
	params := &ListDeliveriesParams{Limit: 1, CreatedAfter: time.Date(2026, 3, 1, 10, 30, 0, 0, time.FixedZone("", 7200))}
	for delivery, err := range c.Deliveries.List(context.Background(), params) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, delivery.Id)
	}
	if !slices.Equal(ids, []string{"dlv_1", "dlv_2", "dlv_3"}) {
		t.Errorf("%v", ids)
	}
	if h.asked[0].path != "/api/v1/deliveries?created_after=2026-03-01T08%3A30%3A00Z&limit=1" || !strings.Contains(h.asked[1].path, "cursor=c1") {
		t.Errorf("%v", h.asked)
	}
	for range c.Deliveries.List(context.Background(), nil) {
		break
	}
	if len(h.asked) != 4 {
		t.Errorf("a loop that ends early asked %d times", len(h.asked)-3)
	}
}

func TestAListThatLeadsInACircleOrHasNoMembersIsAnError(t *testing.T) {
	for _, body := range []any{map[string]any{"data": []any{}, "has_more": true, "next_cursor": "c"}, map[string]any{}, []any{}} {
		h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, body) })
		c, _ := client(t, h)
		var last error
		for _, err := range c.Deals.List(context.Background(), nil) {
			last = err
		}
		if refused := refusal(t, last); refused.Code != "unexpected_answer" || len(h.asked) > 2 {
			t.Errorf("%v after %d", refused, len(h.asked))
		}
	}
}

func TestAPathParameterIsOneSegment(t *testing.T) {
	h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, map[string]any{}) })
	c, _ := client(t, h)
	for _, nothing := range []string{"", ".", ".."} {
		if _, err := c.Deals.Get(context.Background(), nothing, nil); err == nil || !strings.Contains(err.Error(), "path parameter id") {
			t.Errorf("%v", err)
		}
	}
	if _, err := c.Deals.Get(context.Background(), "a/b?c#ü", nil); err != nil || h.asked[0].path != "/api/v1/deals/a%2Fb%3Fc%23%C3%BC" {
		t.Errorf("%v %v", err, h.asked)
	}
}

func TestCSVIsSentAsItIsAndExportsAreBytes(t *testing.T) {
	h := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 1 {
			reply(w, 202, map[string]any{})
			return
		}
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		_, _ = io.WriteString(w, "id\r\n")
	})
	c, _ := client(t, h)
	submit := true
	if _, err := c.DealImports.Create(context.Background(), CSV([]byte("a\n1\n")), &ImportDealsParams{Submit: &submit}); err != nil {
		t.Fatal(err)
	}
	if sent := h.asked[0]; sent.header.Get("Content-Type") != "text/csv" || sent.body != "a\n1\n" || !strings.Contains(sent.path, "submit=true") {
		t.Errorf("%v", sent)
	}
	if text, err := c.Deals.Export(context.Background(), nil); err != nil || string(text) != "id\r\n" {
		t.Errorf("%s %v", text, err)
	}
}

func TestAnAnswerIsHadWithItsETagAndWhatIsUnchangedIsToldApart(t *testing.T) {
	h := serve(t, func(n int, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"3"`)
		if r.Header.Get("If-None-Match") == `"3"` {
			w.WriteHeader(304)
			return
		}
		reply(w, 200, map[string]any{"id": "deal_1"})
	})
	c, _ := client(t, h)
	var answer Answer
	if _, err := c.Deals.Get(context.Background(), "deal_1", nil, WithAnswer(&answer)); err != nil || answer.ETag() != `"3"` || answer.Status != 200 {
		t.Errorf("%v %v", answer, err)
	}
	_, err := c.Deals.Get(context.Background(), "deal_1", nil, WithIfNoneMatch(answer.ETag()))
	if !refusal(t, err).NotModified() {
		t.Errorf("%v", err)
	}
}

func TestTheAddressOfTheInstallationAndThatOfItsAPIAreTheSame(t *testing.T) {
	h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply(w, 200, map[string]any{"id": "deal_1"}) })
	for _, path := range []string{"", "/", "/api/v1", "/api/v1/"} {
		c, err := New(h.URL+path, WithKey("ck"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Deals.Get(context.Background(), "deal_1", nil); err != nil {
			t.Error(err)
		}
	}
	for _, one := range h.asked {
		if one.path != "/api/v1/deals/deal_1" {
			t.Error(one.path)
		}
	}
}

func TestSecretsAreInNoMessage(t *testing.T) {
	for _, options := range [][]Option{{WithKey("secret\n")}, {WithKey("")}, {}, {WithKey("ck"), WithClientSecret("id", "secret")}} {
		if _, err := New("https://causeway.example.com", options...); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v", err)
		}
	}
	for _, address := range []string{"causeway.example.com", "https://me:secret@causeway.example.com", "ftp://x", "https://", "https://x/?secret"} {
		if _, err := New(address, WithKey("ck")); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v", err)
		}
	}
}
