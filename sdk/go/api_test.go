package causeway

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"
)

// TestARunningAPI calls the API at CAUSEWAY_TEST_URL with the partner key CAUSEWAY_TEST_KEY.
func TestARunningAPI(t *testing.T) {
	address, key := os.Getenv("CAUSEWAY_TEST_URL"), os.Getenv("CAUSEWAY_TEST_KEY")
	if address == "" {
		t.Skip("CAUSEWAY_TEST_URL is not set")
	}
	c, err := New(address, WithKey(key))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	made, err := c.Endpoints.Create(ctx, CreateEndpoint{Url: "https://127.0.0.1/a"})
	if err != nil {
		t.Fatal(err)
	}
	var answer Answer
	read, err := c.Endpoints.Get(ctx, made.Id, nil, WithAnswer(&answer))
	if err != nil || read.Url != "https://127.0.0.1/a" || answer.ETag() == "" {
		t.Fatalf("%+v, %v", read, err)
	}
	about := "b"
	if _, err := c.Endpoints.Update(ctx, made.Id, UpdateEndpoint{Description: &about}, WithIfMatch(answer.ETag())); err != nil {
		t.Error(err)
	}
	_, err = c.Endpoints.Update(ctx, made.Id, UpdateEndpoint{Description: &about}, WithIfMatch(answer.ETag()))
	if refused := refusal(t, err); refused.Status != 412 {
		t.Error(refused)
	}
	var ids []string
	for endpoint, err := range c.Endpoints.List(ctx, &ListEndpointsParams{Limit: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, endpoint.Id)
	}
	if !slices.Contains(ids, made.Id) {
		t.Error(ids)
	}
	for _, err := range c.Deliveries.List(ctx, &ListDeliveriesParams{CreatedAfter: time.Now().Add(-time.Hour)}) {
		if err != nil {
			t.Error(err)
		}
	}
	_, err = c.Endpoints.Create(ctx, CreateEndpoint{Url: "no url"})
	if refused := refusal(t, err); refused.Code != "invalid_request" || refused.Errors[0].Pointer != "/url" || refused.RequestID == "" {
		t.Error(refused)
	}
}
