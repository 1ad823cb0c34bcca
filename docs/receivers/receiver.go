// A receiver of Causeway's webhooks, for Go 1.22, without modules: WEBHOOK_SECRET=whsec_… go run receiver.go. Port: PORT, or 4000.
package main

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Keep the ids where you keep what you do with the events: a map in memory forgets them when the program ends.
var done sync.Map

func verify(body []byte, header http.Header, key []byte) error {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if id == "" || err != nil {
		return errors.New("a webhook header is missing")
	}
	if age := time.Since(time.Unix(seconds, 0)); age.Abs() > 5*time.Minute {
		return errors.New("the timestamp is more than five minutes off")
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	for _, one := range strings.Split(header.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(one), expected) {
			return nil
		}
	}
	return errors.New("no signature matches")
}

func main() {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WEBHOOK_SECRET"), "whsec_"))
	if err != nil || len(key) < 24 {
		log.Fatal("Set WEBHOOK_SECRET to the secret of the endpoint (whsec_…)")
	}
	receive := func(response http.ResponseWriter, request *http.Request) {
		var event struct{ Type string }
		body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, 1024*1024))
		if err == nil {
			err = errors.Join(verify(body, request.Header, key), json.Unmarshal(body, &event))
		}
		if err != nil {
			fmt.Println("rejected:", err)
			http.Error(response, err.Error(), http.StatusBadRequest)
			return
		}
		id := request.Header.Get("webhook-id")
		if _, known := done.LoadOrStore(id, true); known {
			fmt.Println("ignored, because it came before:", event.Type, id)
		} else {
			fmt.Println("verified", event.Type, id)
		}
		response.WriteHeader(http.StatusNoContent)
	}
	listener, err := net.Listen("tcp", ":"+cmp.Or(os.Getenv("PORT"), "4000"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on port", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, http.HandlerFunc(receive)))
}
