package causeway

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// Within the five minutes that the server accepts at the least.
const assertionLasts = 4 * time.Minute

// So early that no token ends on its way.
const renewBefore = 30 * time.Second

// tokenRefusals end a token before its time is over: it or its client was revoked, the signing keys were replaced.
var tokenRefusals = []string{"invalid_token", "expired_token", "revoked_token"}

// proof adds to a form or to headers what shows who the OAuth client is; anew for each request.
type proof interface {
	prove(form url.Values, header http.Header) error
}

type secretProof struct {
	id, secret string
	isBasic    bool
}

func (p secretProof) prove(form url.Values, header http.Header) error {
	if !p.isBasic {
		form.Set("client_id", p.id)
		form.Set("client_secret", p.secret)
		return nil
	}
	// RFC 6749 section 2.3.1: both are form-encoded before they are joined.
	pair := url.QueryEscape(p.id) + ":" + url.QueryEscape(p.secret)
	header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(pair)))
	return nil
}

type assertionProof struct {
	id        string
	key       crypto.Signer
	keyID     string
	audience  string
	algorithm string
}

func (p assertionProof) prove(form url.Values, _ http.Header) error {
	head := map[string]string{"alg": p.algorithm, "typ": "JWT"}
	if p.keyID != "" {
		head["kid"] = p.keyID
	}
	now := time.Now()
	claims := map[string]any{
		"iss": p.id, "sub": p.id, "aud": p.audience, "jti": newUUID(),
		"iat": now.Unix(), "exp": now.Add(assertionLasts).Unix(),
	}
	signed := part(head) + "." + part(claims)
	signature, err := p.sign([]byte(signed))
	if err != nil {
		return fmt.Errorf("causeway: the private key does not sign: %w", err)
	}
	form.Set("client_id", p.id)
	form.Set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
	form.Set("client_assertion", signed+"."+base64.RawURLEncoding.EncodeToString(signature))
	return nil
}

func (p assertionProof) sign(signed []byte) ([]byte, error) {
	if p.algorithm == "EdDSA" {
		return p.key.Sign(rand.Reader, signed, crypto.Hash(0))
	}
	digest := sha256.Sum256(signed)
	signature, err := p.key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil || p.algorithm == "RS256" {
		return signature, err
	}
	// A JWT has both numbers side by side, not in ASN.1 (RFC 7518 section 3.4).
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(signature, &pair); err != nil {
		return nil, err
	}
	return append(pair.R.FillBytes(make([]byte, 32)), pair.S.FillBytes(make([]byte, 32))...), nil
}

func algorithmOf(key crypto.Signer) (string, error) {
	if key == nil {
		return "", errors.New("causeway: the private key is nil")
	}
	switch public := key.Public().(type) {
	case *rsa.PublicKey:
		return "RS256", nil
	case *ecdsa.PublicKey:
		if public.Curve == elliptic.P256() {
			return "ES256", nil
		}
	case ed25519.PublicKey:
		return "EdDSA", nil
	}
	return "", errors.New("causeway: the private key is neither RSA nor ECDSA on the curve P-256 nor Ed25519")
}

func part(value any) string {
	text, _ := json.Marshal(value)
	return base64.RawURLEncoding.EncodeToString(text)
}

func (c *Client) prove(form []byte, header http.Header) ([]byte, error) {
	values, err := url.ParseQuery(string(form))
	if err != nil {
		return nil, fmt.Errorf("causeway: the form: %w", err)
	}
	if err := c.proof.prove(values, header); err != nil {
		return nil, err
	}
	return []byte(values.Encode()), nil
}

// tokenVault holds the access token of a client, until it ends.
type tokenVault struct {
	sync.Mutex
	value   string
	renewAt time.Time
}

// accessToken returns the token, another one than insteadOf. Goroutines that ask at the same time share one request.
func (c *Client) accessToken(ctx context.Context, insteadOf string) (string, error) {
	c.token.Lock()
	defer c.token.Unlock()
	if c.token.value != "" && c.token.value != insteadOf && time.Now().Before(c.token.renewAt) {
		return c.token.value, nil
	}
	form := url.Values{"grant_type": {"client_credentials"}}
	what := call{
		id: "getAccessToken", method: http.MethodPost, path: "/oauth/token", auth: "client", accept: []string{"application/json"},
		body: &Content{"application/x-www-form-urlencoded", []byte(form.Encode())},
	}
	issued, err := sendJSON[struct {
		AccessToken string  `json:"access_token"`
		ExpiresIn   float64 `json:"expires_in"`
	}](ctx, c, what, nil)
	if err != nil {
		return "", err
	}
	if issued.AccessToken == "" || issued.ExpiresIn <= 0 {
		return "", unexpected(http.StatusOK, http.Header{}, "answers without an access token")
	}
	c.token.value = issued.AccessToken
	c.token.renewAt = time.Now().Add(time.Duration(issued.ExpiresIn*float64(time.Second)) - renewBefore)
	return c.token.value, nil
}

// formOf is a body of the type application/x-www-form-urlencoded, from a struct with JSON names or from a map.
func formOf(value any) (Content, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return Content{}, fmt.Errorf("causeway: the form: %w", err)
	}
	var members map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		return Content{}, fmt.Errorf("causeway: the form: %w", err)
	}
	form := url.Values{}
	for name, member := range members {
		if member != nil {
			form.Set(name, fmt.Sprint(member))
		}
	}
	return Content{"application/x-www-form-urlencoded", []byte(form.Encode())}, nil
}
