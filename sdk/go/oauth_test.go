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
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// tokens is an API whose tokens are numbered; refuse says the code that a token is refused with.
func tokens(t *testing.T, refuse func(token string) string) (*hostile, *[]string) {
	var lock sync.Mutex
	seen, issued := &[]string{}, 0
	h := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		defer lock.Unlock()
		if r.URL.Path == "/oauth/token" {
			issued++
			*seen = append(*seen, "token")
			reply(w, 200, map[string]any{"access_token": fmt.Sprintf("t%d", issued), "expires_in": 300})
			return
		}
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		*seen = append(*seen, token)
		if code := refuse(token); code != "" {
			reply(w, 401, map[string]any{"code": code})
			return
		}
		reply(w, 200, map[string]any{"id": "ep_1"})
	})
	return h, seen
}

func never(string) string { return "" }

func TestASecretIsSentInTheHeaderOrInTheForm(t *testing.T) {
	h, _ := tokens(t, never)
	c, _ := client(t, h, WithClientSecret("id", "s%e c/r:t"))
	if err := create(c); err != nil {
		t.Fatal(err)
	}
	if user, secret, _ := (&http.Request{Header: h.asked[0].header}).BasicAuth(); user != "id" || secret != "s%25e+c%2Fr%3At" {
		t.Errorf("%s %s", user, secret)
	}
	c, _ = client(t, h, WithClientSecretPost("id", "s%e c/r:t"))
	if err := create(c); err != nil {
		t.Fatal(err)
	}
	form, _ := url.ParseQuery(h.asked[2].body)
	if form.Get("client_secret") != "s%e c/r:t" || form.Get("grant_type") != "client_credentials" || h.asked[2].header.Get("Authorization") != "" {
		t.Errorf("%v", form)
	}
}

func TestAnAssertionIsSignedAnewForEachRequest(t *testing.T) {
	rsaKey, _ := rsa.GenerateKey(rand.Reader, 2048)
	ecKey, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	_, edKey, _ := ed25519.GenerateKey(rand.Reader)
	verify := map[string]func(signed, signature []byte) bool{
		"RS256": func(signed, signature []byte) bool {
			digest := sha256.Sum256(signed)
			return rsa.VerifyPKCS1v15(&rsaKey.PublicKey, crypto.SHA256, digest[:], signature) == nil
		},
		"ES256": func(signed, signature []byte) bool {
			digest := sha256.Sum256(signed)
			r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
			return ecdsa.Verify(&ecKey.PublicKey, digest[:], r, s)
		},
		"EdDSA": func(signed, signature []byte) bool {
			return ed25519.Verify(edKey.Public().(ed25519.PublicKey), signed, signature)
		},
	}
	for algorithm, key := range map[string]crypto.Signer{"RS256": rsaKey, "ES256": ecKey, "EdDSA": edKey} {
		h, _ := tokens(t, func(token string) string { return map[string]string{"t1": "revoked_token"}[token] })
		c, _ := client(t, h, WithPrivateKey("id", key, "k1", ""))
		if err := create(c); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, one := range h.asked {
			form, _ := url.ParseQuery(one.body)
			parts := strings.Split(form.Get("client_assertion"), ".")
			if len(parts) != 3 {
				continue
			}
			var head, claims map[string]any
			for i, part := range []*map[string]any{&head, &claims} {
				text, _ := base64.RawURLEncoding.DecodeString(parts[i])
				_ = json.Unmarshal(text, part)
			}
			signature, _ := base64.RawURLEncoding.DecodeString(parts[2])
			if !verify[algorithm]([]byte(parts[0]+"."+parts[1]), signature) || head["alg"] != algorithm || head["kid"] != "k1" {
				t.Errorf("%s: %v", algorithm, head)
			}
			if claims["iss"] != "id" || claims["sub"] != "id" || claims["aud"] != h.URL+"/oauth/token" || claims["exp"].(float64)-claims["iat"].(float64) != 240 {
				t.Errorf("%v", claims)
			}
			ids = append(ids, claims["jti"].(string))
		}
		if len(ids) != 2 || ids[0] == ids[1] {
			t.Errorf("%v", ids)
		}
	}
}

func TestATokenThatIsRefusedIsReplacedOnce(t *testing.T) {
	for _, code := range tokenRefusals {
		h, seen := tokens(t, func(token string) string { return map[string]string{"t1": code}[token] })
		c, _ := client(t, h, WithClientSecret("id", "s"))
		if err := create(c); err != nil || !slices.Equal(*seen, []string{"token", "t1", "token", "t2"}) {
			t.Errorf("%v %v", err, *seen)
		}
		if h.asked[1].header.Get("Idempotency-Key") != h.asked[3].header.Get("Idempotency-Key") {
			t.Error("another key")
		}
	}
	for code, want := range map[string]int{"revoked_token": 4, "token_not_bound_to_caller": 2} {
		h, seen := tokens(t, func(string) string { return code })
		c, _ := client(t, h, WithClientSecret("id", "s"))
		if refused := refusal(t, create(c)); refused.Code != code || len(*seen) != want {
			t.Errorf("%v %v", refused, *seen)
		}
	}
}

func TestGoroutinesShareOneToken(t *testing.T) {
	h, seen := tokens(t, func(token string) string { return map[string]string{"t1": "revoked_token"}[token] })
	c, _ := client(t, h, WithClientSecret("id", "s"))
	var group sync.WaitGroup
	for range 6 {
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := c.Deals.Get(context.Background(), "deal_1", nil); err != nil {
				t.Error(err)
			}
		}()
	}
	group.Wait()
	count := 0
	for _, one := range *seen {
		if one == "token" {
			count++
		}
	}
	if count != 2 {
		t.Errorf("%v", *seen)
	}
}

func TestWhatComesInPlaceOfATokenIsAnError(t *testing.T) {
	for status, body := range map[int]string{307: "", 200: "[]", 201: "{}"} {
		h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		})
		c, _ := client(t, h, WithClientSecret("id", "s"))
		if refused := refusal(t, create(c)); refused.Code != "unexpected_answer" || len(h.asked) != 1 || h.asked[0].path != "/oauth/token" {
			t.Errorf("%v %v", refused, h.asked)
		}
	}
	h := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		reply(w, 401, map[string]any{"error": "invalid_client", "error_description": "The secret is wrong"})
	})
	c, _ := client(t, h, WithClientSecret("id", "s"))
	if refused := refusal(t, create(c)); refused.Code != "invalid_client" || refused.Detail != "The secret is wrong" {
		t.Errorf("%v", refused)
	}
}
