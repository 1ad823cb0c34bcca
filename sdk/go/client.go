package causeway

import (
	"crypto"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// Client calls the API. Make one and keep it: it reuses its connections, and goroutines can share it.
type Client struct {
	resources
	baseURL    string
	http       *http.Client
	key        string
	proof      proof
	token      tokenVault
	maxRetries int
	maxWait    time.Duration
	timeout    time.Duration
	wait       waiter
	userAgent  string
}

// Option changes how a client works.
type Option func(*Client) error

// keyForm is what every API key is. A line's end in it would go into the header.
var keyForm = regexp.MustCompile(`^[!-~]+$`)

// New makes a client. baseURL is where the installation is, with or without /api/v1. Give WithKey, or one of WithClientSecret,
// WithClientSecretPost and WithPrivateKey.
func New(baseURL string, options ...Option) (*Client, error) {
	address, err := url.Parse(baseURL)
	if err != nil || (address.Scheme != "http" && address.Scheme != "https") || address.Host == "" || address.User != nil ||
		address.RawQuery != "" || address.Fragment != "" {
		// The text leaves it out: it could hold a password.
		return nil, errors.New("causeway: the base URL is no address such as https://causeway.example.com (no user, no query)")
	}
	c := &Client{
		baseURL:    strings.TrimSuffix(strings.TrimRight(baseURL, "/"), "/api/v1"),
		http:       &http.Client{},
		maxRetries: 3,
		maxWait:    time.Minute,
		timeout:    30 * time.Second,
		wait:       waitFor,
		userAgent:  fmt.Sprintf("causeway-go/%s %s", Version, strings.Replace(runtime.Version(), "go", "go/", 1)),
	}
	for _, option := range options {
		if err := option(c); err != nil {
			return nil, err
		}
	}
	if (c.key == "") == (c.proof == nil) {
		return nil, errors.New("causeway: give either a key or the credentials of an OAuth client")
	}
	// The API never redirects. Following would hand the key to another host, or make a GET of a POST.
	follower := *c.http
	follower.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.http = &follower
	c.resources = newResources(c)
	return c, nil
}

// WithKey authenticates with an API key (ck_live_… or ck_test_…).
func WithKey(key string) Option {
	return func(c *Client) error {
		if !keyForm.MatchString(key) {
			// The text leaves the key out: it goes to logs.
			return errors.New("causeway: the key is empty or holds a space or line break, which no key does")
		}
		c.key = key
		return nil
	}
}

// WithClientSecret authenticates as an OAuth client, with its secret in the Authorization header (client_secret_basic).
func WithClientSecret(clientID, secret string) Option {
	return func(c *Client) error { c.proof = secretProof{clientID, secret, true}; return nil }
}

// WithClientSecretPost authenticates as an OAuth client, with its secret in the form (client_secret_post).
func WithClientSecretPost(clientID, secret string) Option {
	return func(c *Client) error { c.proof = secretProof{clientID, secret, false}; return nil }
}

// WithPrivateKey authenticates as an OAuth client that signs assertions (private_key_jwt): RSA, ECDSA on P-256, or Ed25519. keyID may
// be empty. audience is empty unless the server knows itself by another address than baseURL; then it is that of its token endpoint.
func WithPrivateKey(clientID string, key crypto.Signer, keyID, audience string) Option {
	return func(c *Client) error {
		algorithm, err := algorithmOf(key)
		if err != nil {
			return err
		}
		if audience == "" {
			audience = c.baseURL + "/oauth/token"
		}
		c.proof = assertionProof{clientID, key, keyID, audience, algorithm}
		return nil
	}
}

// WithHTTPClient uses the transport, the jar and the timeout of a client of yours. Redirects are still not followed.
func WithHTTPClient(client *http.Client) Option {
	return func(c *Client) error { c.http = client; return nil }
}

// WithMaxRetries says how often a call is repeated; the default is 3.
func WithMaxRetries(n int) Option {
	return func(c *Client) error { c.maxRetries = n; return nil }
}

// WithMaxWait is the longest Retry-After that is waited for; the default is a minute. A longer one is returned as the error at once.
func WithMaxWait(d time.Duration) Option {
	return func(c *Client) error { c.maxWait = d; return nil }
}

// WithTimeout is how long one attempt may take until its answer is there; the default is 30 seconds.
func WithTimeout(d time.Duration) Option {
	return func(c *Client) error { c.timeout = d; return nil }
}
