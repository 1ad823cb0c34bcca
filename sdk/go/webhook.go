package causeway

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// webhookTolerance is how far the sender's clock may be from ours, as the convention has it.
const webhookTolerance = 5 * time.Minute

// A header with more signatures than a rotation has is no signature of ours.
const mostSignatures = 10

// WebhookEvent is a webhook that was verified.
type WebhookEvent struct {
	// ID is the webhook-id: the same on every attempt. Remember it to do things once.
	ID   string `json:"-"`
	Type string `json:"type"`
	// Timestamp is when the event occurred.
	Timestamp time.Time       `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

// ErrWebhook is what every error of VerifyWebhook wraps: it is not from Causeway, or too old to be believed. Answer 400, and do
// nothing else.
var ErrWebhook = errors.New("causeway: the webhook is not verified")

// VerifyWebhook checks and reads a webhook (https://www.standardwebhooks.com). body is what io.ReadAll(request.Body) returned. The
// secrets are the endpoint's whsec_… (v1) or whpk_… (v1a), several while a rotation lasts.
func VerifyWebhook(body []byte, header http.Header, secrets ...string) (*WebhookEvent, error) {
	return verifyWebhookAt(time.Now(), body, header, secrets)
}

func verifyWebhookAt(now time.Time, body []byte, header http.Header, secrets []string) (*WebhookEvent, error) {
	id, timestamp, listed := header.Get("webhook-id"), header.Get("webhook-timestamp"), header.Get("webhook-signature")
	if id == "" || timestamp == "" || listed == "" {
		return nil, fmt.Errorf("%w: a webhook header is missing", ErrWebhook)
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > webhookTolerance {
		return nil, fmt.Errorf("%w: webhook-timestamp is more than %s away from now", ErrWebhook, webhookTolerance)
	}
	signed := append([]byte(id+"."+timestamp+"."), body...)
	signatures := strings.SplitN(listed, " ", mostSignatures+1)
	for _, secret := range secrets {
		matches, err := readSecret(secret)
		if err != nil {
			return nil, err
		}
		for _, signature := range signatures[:min(len(signatures), mostSignatures)] {
			if matches(signature, signed) {
				return readEvent(id, body)
			}
		}
	}
	return nil, fmt.Errorf("%w: no signature matches: is it the secret of this endpoint, and the raw body?", ErrWebhook)
}

// readSecret leaves the secret out of its texts: they go to logs.
func readSecret(secret string) (func(signature string, signed []byte) bool, error) {
	kind, encoded, _ := strings.Cut(secret, "_")
	if kind != "whsec" && kind != "whpk" {
		return nil, fmt.Errorf("%w: the secret does not begin with whsec_, or whpk_ for v1a: was it set?", ErrWebhook)
	}
	key, err := base64.StdEncoding.DecodeString(encoded)
	// Anybody could sign with a key of nothing.
	if err != nil || len(key) == 0 || (kind == "whpk" && len(key) != ed25519.PublicKeySize) {
		return nil, fmt.Errorf("%w: the secret is no key behind %s_: was it copied as a whole?", ErrWebhook, kind)
	}
	if kind == "whpk" {
		return func(signature string, signed []byte) bool {
			sent, ok := signatureOf("v1a", signature)
			return ok && ed25519.Verify(key, signed, sent)
		}, nil
	}
	return func(signature string, signed []byte) bool {
		mac := hmac.New(sha256.New, key)
		mac.Write(signed)
		sent, ok := signatureOf("v1", signature)
		return ok && hmac.Equal(sent, mac.Sum(nil))
	}, nil
}

func signatureOf(scheme, listed string) ([]byte, bool) {
	found, encoded, _ := strings.Cut(listed, ",")
	sent, err := base64.StdEncoding.DecodeString(encoded)
	return sent, found == scheme && err == nil
}

func readEvent(id string, body []byte) (*WebhookEvent, error) {
	event := &WebhookEvent{}
	if err := json.Unmarshal(body, event); err != nil {
		return nil, fmt.Errorf("%w: its signature matches, but its body is no event: %v", ErrWebhook, err)
	}
	event.ID = id
	return event, nil
}
