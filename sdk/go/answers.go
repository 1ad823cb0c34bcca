package causeway

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
)

// sendJSON answers what the API answered.
func sendJSON[T any](ctx context.Context, c *Client, what call, options []RequestOption) (*T, error) {
	answer, err := c.run(ctx, what, options)
	if err != nil {
		return nil, err
	}
	value := new(T)
	if err := json.Unmarshal(answer.body, value); err != nil {
		return nil, unexpected(answer.status, answer.header, fmt.Sprintf("answers %s with something else (%v)", what.id, err))
	}
	return value, nil
}

// sendBytes answers an export or one form of a report.
func sendBytes(ctx context.Context, c *Client, what call, options []RequestOption) ([]byte, error) {
	answer, err := c.run(ctx, what, options)
	if err != nil {
		return nil, err
	}
	return answer.body, nil
}

func sendNone(ctx context.Context, c *Client, what call, options []RequestOption) error {
	_, err := c.run(ctx, what, options)
	return err
}

type page[T any] struct {
	Data       []T     `json:"data"`
	HasMore    bool    `json:"has_more"`
	NextCursor *string `json:"next_cursor"`
}

// list reads a list over all its pages, one after the other as they are needed. After an error it ends.
func list[T any](ctx context.Context, c *Client, what call, options []RequestOption) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		query := maps.Clone(what.query)
		if query == nil {
			query = url.Values{}
		}
		for {
			what.query = query
			read, err := sendJSON[page[T]](ctx, c, what, options)
			if err == nil && (read.Data == nil || (read.NextCursor != nil && *read.NextCursor == query.Get("cursor") && read.HasMore)) {
				err = unexpected(http.StatusOK, http.Header{}, "answers without the members of the list, or with the same page again")
			}
			if err != nil {
				yield(none, err)
				return
			}
			for _, one := range read.Data {
				if !yield(one, nil) {
					return
				}
			}
			if !read.HasMore || read.NextCursor == nil {
				return
			}
			query = maps.Clone(query)
			query.Set("cursor", *read.NextCursor)
		}
	}
}
