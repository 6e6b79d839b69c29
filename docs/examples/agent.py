#!/usr/bin/env python3
"""An agent in plain Python (3.11, standard library only), written from docs/protocol.md.

Signs in, becomes ready, takes what it is offered, and answers the contact. With a colleague's login as last argument it
asks that colleague privately and passes the answer on; a colleague who runs this program too gives one. When the
contact has left it wraps up and signs out.    echo PASSWORD | agent.py http://127.0.0.1:8080 jana katrin
"""
import base64, hashlib, json, os, random, socket, ssl, sys, time, urllib.parse, urllib.request, uuid

GREETING, QUESTION, ANSWER = "Guten Tag, ich sehe mir das an.", "Was sagen wir dazu?", "Ja, das schreiben wir gut."
JSON = {"Content-Type": "application/json"}


class Socket:
    """As much of WebSocket (RFC 6455) as a client of this server needs."""

    def __init__(self, server, path):
        url = urllib.parse.urlsplit(server)
        self.raw = socket.create_connection((url.hostname, url.port or (443 if url.scheme == "https" else 80)), 10)
        if url.scheme == "https":
            self.raw = ssl.create_default_context().wrap_socket(self.raw, server_hostname=url.hostname)
        key, head = base64.b64encode(os.urandom(16)).decode(), b""
        self.raw.sendall((f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        while not head.endswith(b"\r\n\r\n"):
            head += self.read(1)
        digest = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        if not head.startswith(b"HTTP/1.1 101") or base64.b64encode(digest) not in head:
            raise ConnectionError(head.split(b"\r\n")[0].decode())

    def read(self, size):
        data = self.raw.recv(size)
        if not data and size:
            raise ConnectionError("the server is gone")
        return data if len(data) == size else data + self.read(size - len(data))

    def send(self, frame):
        body, mask = json.dumps(frame).encode(), os.urandom(4)
        size = bytes([128 + len(body)]) if len(body) < 126 else bytes([255]) + len(body).to_bytes(8)
        self.raw.sendall(b"\x81" + size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(body)))

    def piece(self):
        size = self.read(1)[0]
        return self.read(size if size < 126 else int.from_bytes(self.read(2 if size == 126 else 8)))

    def receive(self, seconds):
        """The next frame; None if none has come by then. A long message comes in pieces, unmasked."""
        self.raw.settimeout(seconds)
        try:
            head = self.read(1)[0]
        except TimeoutError:
            return None
        self.raw.settimeout(35)
        kind, body = head & 15, self.piece()
        while head < 128:
            head = self.read(1)[0]
            body += self.piece()
        if kind == 8:
            raise ConnectionError(int.from_bytes(body[:2]), "closed by the server")
        return json.loads(body) if kind == 1 else None


class Agent:
    def __init__(self, server, login, password, colleague=None):
        self.server, self.login, self.colleague, self.device = server, login, colleague, f"python-{uuid.uuid4()}"
        self.session = self.post("/v1/sign-in", {"login": login, "password": password})
        self.wishes, self.unanswered, self.logs, self.done = set(), {}, [], False

    def post(self, path, body):
        request = urllib.request.Request(self.server + path, json.dumps(body).encode(), JSON)
        return json.load(urllib.request.urlopen(request, timeout=10))

    def run(self):
        while not self.done:
            try:
                self.socket, self.logs, heard_at = Socket(self.server, "/v1/agent"), [], time.time()
                self.socket.send({"type": "hello", "protocol": {"min": 1, "max": 1}, "token": self.session["access"],
                                  "device": self.device, "take_over": False})
                while not self.done and time.time() - heard_at < 35:
                    if frame := self.socket.receive(5):
                        heard_at = time.time()
                        getattr(self, "on_" + frame["type"], lambda _: None)(frame)  # Unknown kinds are not for us.
            except OSError as error:
                if error.args[0] in (4400, 4409, 4426):
                    raise
                time.sleep(random.uniform(0, 5))
                if error.args[0] == 4401:
                    self.session = self.post("/v1/refresh", {"refresh": self.session["refresh"]})
        self.socket.send({"type": "goodbye"})

    def do(self, kind, **arguments):
        """Sends a command, once for the same wish, and again under the same id until it is answered."""
        wish = json.dumps([kind, arguments])
        if wish not in self.wishes:
            self.wishes.add(wish)
            command = {"type": "command", "id": str(uuid.uuid4()), "command": {"kind": kind, **arguments}}
            self.unanswered[command["id"]] = command
            self.socket.send(command)

    def on_ping(self, frame):
        self.socket.send({"type": "pong", "n": frame["n"]})

    def on_ready(self, frame):
        for command in self.unanswered.values():
            self.socket.send(command)
        self.do("set_state", state={"kind": "ready"})

    def on_answer(self, frame):
        print(frame["result"], "to", self.unanswered.pop(frame["id"], None), flush=True)

    def on_me(self, frame):
        for invitation in frame["me"]["invitations"]:
            print("invited:", invitation["kind"], invitation["contact_name"], invitation["text"], flush=True)
            self.do("accept_invitation", invitation=invitation["invitation"])

    def on_case(self, frame):
        view, case, can, main = frame["view"], frame["view"]["case"], frame["view"]["can"], {"kind": "main"}
        for log in ({"case": case, "thread": thread} for thread in view["threads"]):
            if log not in self.logs:
                self.logs.append(log)
                self.socket.send({"type": "page", "log": log, "after": None, "limit": 200})
        if "write" in can:
            self.do("send_message", case=case, thread=main, text=GREETING)
            if self.colleague:
                whom = {"kind": "agent", "agent": self.colleague}
                self.do("start_consultation", case=case, target=whom, question=QUESTION)
        for mine in view["consultations"]:
            thread = {"kind": "consultation", "consultation": mine["consultation"]}
            if mine["by"] != self.login and "write" in mine["can"]:
                self.do("send_message", case=case, thread=thread, text=ANSWER)
            if "mark_done" in mine["can"]:
                self.do("mark_done", case=case, thread=thread)
        if view["contact"]["presence"]["kind"] == "left" and "end" in can:
            self.do("end_interaction", case=case)
        elif "mark_done" in can:
            self.do("set_disposition", case=case, disposition="solved")
            self.do("mark_done", case=case, thread=main)

    def on_gone(self, frame):
        self.done = True

    def on_entries(self, frame):
        case, thread = frame["log"]["case"], frame["log"]["thread"]
        for body in [numbered["entry"]["body"] for numbered in frame.get("entries", [frame.get("entry")])]:
            if body["kind"] == "message":
                who = body["from"].get("agent", body["from"]["kind"])
                print(f"{thread['kind']}: {who}: {body['text']}", flush=True)
                if thread["kind"] == "consultation" and who == self.colleague:
                    self.do("send_message", case=case, thread={"kind": "main"}, text=body["text"])
                    self.do("end_consultation", case=case, consultation=thread["consultation"])

    on_entry = on_entries


if __name__ == "__main__":
    Agent(sys.argv[1], sys.argv[2], sys.stdin.readline().rstrip("\n"), *sys.argv[3:]).run()
