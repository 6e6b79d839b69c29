#!/usr/bin/env python3
"""A contact in plain Python (3.11, standard library only), written from docs/protocol.md.

Opens a chat and prints what comes. Each line of the standard input is a message; its end is *end chat*.

    contact.py http://127.0.0.1:8080 billing "Herr Hoffmann" "Auf meiner Rechnung stehen 38,90 € zu viel."
"""
import base64, os, queue, random, sys, threading, time, uuid

from agent import Socket


def read_lines(lines):
    for line in sys.stdin:
        lines.put({"type": "say", "id": str(uuid.uuid4()), "text": line.rstrip("\n")})
    lines.put({"type": "leave"})


def converse(server, first, lines):
    last, unanswered = 0, None
    while True:
        try:
            socket, welcome, sent = Socket(server, "/v1/contact"), False, False
            socket.send(first)
            heard_at = time.time()
            while time.time() - heard_at < 35:
                frame = socket.receive(0.2) or {"type": "nothing"}
                heard_at = heard_at if frame["type"] == "nothing" else time.time()
                if frame["type"] == "welcome":  # From now on the chat is resumed, after the last event we have.
                    first = {"type": "hello", "protocol": first["protocol"], "secret": first["secret"], "after": last}
                    welcome = True
                elif frame["type"] == "ping":
                    socket.send({"type": "pong", "n": frame["n"]})
                elif frame["type"] == "event" and frame["n"] > last:
                    first["after"] = last = frame["n"]
                    print(last, frame["event"], flush=True)
                    if frame["event"]["kind"] == "ended":
                        return
                elif frame["type"] in ("said", "refused"):
                    print(frame, flush=True)
                    unanswered, sent = None, False
                    if frame["id"] is None:
                        return
                # One at a time, and the same again after a cut: so they stay in order, and none comes twice.
                if welcome and unanswered is None and not lines.empty():
                    unanswered = lines.get()
                if welcome and unanswered is not None and not sent:
                    socket.send(unanswered)
                    sent = True
        except OSError as error:
            print("connection lost:", error, file=sys.stderr)
            time.sleep(random.uniform(0, 5))


def main(server, topic, name, text):
    # Ours before it is sent: the same `open` again is the same chat, and `hello` finds it later.
    secret = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
    lines = queue.Queue()
    threading.Thread(target=read_lines, args=(lines,), daemon=True).start()
    opening = {"name": name, "topic": topic, "language": "de", "text": text, "page": None}
    converse(server, {"type": "open", "protocol": {"min": 1, "max": 1}, "secret": secret, **opening}, lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
