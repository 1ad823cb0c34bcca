package causeway

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

var webhookBody = []byte(`{"type":"deal.approved","timestamp":"2026-01-01T00:00:00Z","data":{"n":1}}`)

// webhook is a request that a scheme signs, and the secret to verify it with.
func webhook(scheme string, at time.Time) (http.Header, string) {
	signed := fmt.Sprintf("evt_1.%d.%s", at.Unix(), webhookBody)
	header := http.Header{}
	header.Set("webhook-id", "evt_1")
	header.Set("webhook-timestamp", fmt.Sprint(at.Unix()))
	if scheme == "v1a" {
		public, private, _ := ed25519.GenerateKey(rand.Reader)
		header.Set("webhook-signature", "v1a,AAAA v1a,"+base64.StdEncoding.EncodeToString(ed25519.Sign(private, []byte(signed))))
		return header, "whpk_" + base64.StdEncoding.EncodeToString(public)
	}
	key := []byte(strings.Repeat("k", 32))
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(signed))
	header.Set("webhook-signature", "v1,AAAA v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return header, "whsec_" + base64.StdEncoding.EncodeToString(key)
}

func TestWebhooksOfBothSchemesAreVerifiedAndForgedOrOldOnesRefused(t *testing.T) {
	other := "whsec_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("o", 32)))
	for _, scheme := range []string{"v1", "v1a"} {
		now := time.Now()
		header, secret := webhook(scheme, now)
		event, err := VerifyWebhook(webhookBody, header, other, secret)
		if err != nil || event.ID != "evt_1" || event.Type != "deal.approved" || string(event.Data) != `{"n":1}` {
			t.Fatalf("%s: %+v, %v", scheme, event, err)
		}
		for name, refused := range map[string]error{
			"another body":   second(VerifyWebhook(append(webhookBody[:0:0], append(webhookBody, ' ')...), header, secret)),
			"another secret": second(VerifyWebhook(webhookBody, header, other)),
			"too old":        second(verifyWebhookAt(now.Add(302*time.Second), webhookBody, header, []string{secret})),
			"too new":        second(verifyWebhookAt(now.Add(-302*time.Second), webhookBody, header, []string{secret})),
			"no header":      second(VerifyWebhook(webhookBody, http.Header{}, secret)),
			"no secret":      second(VerifyWebhook(webhookBody, header)),
		} {
			if !errors.Is(refused, ErrWebhook) {
				t.Errorf("%s, %s: %v", scheme, name, refused)
			}
		}
	}
}

func TestTheVectorOfTheConventionIsVerified(t *testing.T) {
	header := http.Header{}
	header.Set("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
	header.Set("webhook-timestamp", "1614265330")
	header.Set("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
	secret := "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	if _, err := verifyWebhookAt(time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`), header, []string{secret}); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoSecretIsRefusedWithTheReason(t *testing.T) {
	header, _ := webhook("v1", time.Now())
	for _, secret := range []string{"whsec_", "whsec_!", "whpk_", "whpk_AAAA", "whsk_AAAA", "AAAA", ""} {
		if _, err := VerifyWebhook(webhookBody, header, secret); !errors.Is(err, ErrWebhook) || !strings.Contains(err.Error(), "the secret") {
			t.Errorf("%q: %v", secret, err)
		}
	}
}

func second(_ *WebhookEvent, err error) error { return err }
