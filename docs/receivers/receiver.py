# A receiver of Causeway's webhooks, for Python 3.9, without packages: WEBHOOK_SECRET=whsec_… python3 receiver.py. Port: PORT, or 4000.
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ.get("WEBHOOK_SECRET", "").removeprefix("whsec_"))
if len(KEY) < 24:
    raise SystemExit("Set WEBHOOK_SECRET to the secret of the endpoint (whsec_…)")
# Keep the ids where you keep what you do with the events: a set in memory forgets them when the program ends.
done = set()

def verify(raw_body, headers):
    id, timestamp = headers.get("webhook-id"), headers.get("webhook-timestamp", "")
    if not id or not timestamp.isascii() or not timestamp.isdigit() or abs(time.time() - int(timestamp[:12])) > 300:
        raise ValueError("a webhook header is missing, or the timestamp is more than five minutes off")
    digest = hmac.new(KEY, f"{id}.{timestamp}.".encode() + raw_body, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    if not any(hmac.compare_digest(one.encode(), expected) for one in headers.get("webhook-signature", "").split(" ")):
        raise ValueError("no signature matches")
    return {"id": id, **json.loads(raw_body)}

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        try:
            if not 0 <= int(self.headers.get("content-length", -1)) <= 1024 * 1024:
                raise ValueError("the body has no length, or more than 1 MiB")
            event = verify(self.rfile.read(int(self.headers["content-length"])), self.headers)
            word = "ignored, because it came before:" if event["id"] in done else "verified"
            print(word, event["type"], event["id"], flush=True)
            done.add(event["id"])
            status, answer = 204, ""
        except Exception as error:
            print("rejected:", error, flush=True)
            status, answer = 400, str(error)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *_):
        pass

server = ThreadingHTTPServer(("", int(os.environ.get("PORT", "4000"))), Receiver)
print("listening on port", server.server_port, flush=True)
server.serve_forever()
