"""What becomes of requests that do not come from a page of the preview."""

import hashlib
import os
import re
import signal
import socket
import threading
import time
import urllib.error
import urllib.request

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from server import Server, check


def answer(url, method="GET", body=None, **headers):
    """What is answered, whether it is a refusal or not."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=5) as answer:
            return answer
    except urllib.error.HTTPError as refusal:
        return refusal


def status(url, method="GET", body=None, **headers):
    return answer(url, method, body, **headers).status


def strangers_are_refused(server):
    origin = server.url.rsplit("/", 2)[0]
    token = server.url.split("/")[3]
    check("the address is answered", status(server.url) == 200)
    check("no secret, no page", [status(origin + path) for path in ["/", "/events", "/x/", f"/{token[:-1]}/", f"/{token}x/events"]] == [404] * 5)
    check("another host's name", status(server.url, Host="example.org") == 403)
    check("another page", status(server.url + "turn", "POST", b'{"knob":"rate","value":"1"}', Origin="http://example.org", Content_Type="application/json") == 403)
    check("a form", status(server.url + "turn", "POST", b"{}", Origin=origin, Content_Type="text/plain") == 415)
    check("nonsense", [status(server.url + "turn", "POST", body, Origin=origin, Content_Type="application/json") for body in [b"", b"[", b'{"knob":"rate","value":"99"}', b'{"knob":"no"}', b"x" * 20000]] == [400, 400, 422, 404, 413])
    port = int(origin.rsplit(":", 1)[1])
    check("only this machine is listened to", listeners(port) == ["127.0.0.1"], listeners(port))
    for method, path, length in [("POST", server.url + "turn", 10**10), ("GET", "/", 0), ("GET", "/x/", 0)]:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            head = f"{method} {path.removeprefix(origin)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {origin}\r\n"
            head += f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
            connection.sendall(head.encode())
            told = b"".join(iter(lambda: connection.recv(4096), b""))
            check("a refusal ends the connection", told.startswith((b"HTTP/1.1 413", b"HTTP/1.1 404")) and told.endswith(b"}"), told[:12].decode())


def floods_are_cut_off(server):
    """Whoever sends without end, or nothing, keeps nobody from being answered."""
    port = int(server.url.split(":")[2].split("/")[0])
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(2000)]
    start = time.time()
    check("two thousand who say nothing keep no page waiting", status(server.url) == 200 and time.time() - start < 2, f"{time.time() - start:.2f} s")
    for connection in silent:
        connection.close()
    for flood in [b"A" * 4_000_000, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 700_000]:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            try:
                connection.sendall(flood)
                told = b"".join(iter(lambda: connection.recv(4096), b""))
            except ConnectionError:
                told = b"cut"
        start = time.time()
        check("who sends without end is cut off", told == b"cut" or told.startswith(b"HTTP/1.1 431"), told[:12].decode())
        check("and the page is answered as before", status(server.url) == 200 and time.time() - start < 2)
    start = time.time()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        check("who says nothing is not waited for", connection.recv(1) == b"", f"{time.time() - start:.1f} s")


def listeners(port):
    """The addresses on which something listens at a port; the whole of the kernel's own list."""
    found = []
    for family, name in [(socket.AF_INET, "tcp"), (socket.AF_INET6, "tcp6")]:
        if not os.path.exists("/proc/net/" + name):
            continue
        for line in open("/proc/net/" + name).read().splitlines()[1:]:
            (address, number), state = line.split()[1].split(":"), line.split()[3]
            if state == "0A" and int(number, 16) == port:
                words = bytes.fromhex(address)
                found.append(socket.inet_ntop(family, b"".join(words[i:i + 4][::-1] for i in range(0, len(words), 4))))
    return found


def the_headers_are_strict(server):
    for path in ["", "events", "no"]:
        headers = answer(server.url + path).headers
        wanted = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
                  "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin"}
        check(f"the headers of '{path}'", {name: headers[name] for name in wanted} == wanted)
    policies = [answer(server.url).headers["Content-Security-Policy"] for _ in range(2)]
    nonces = [re.findall(r"script-src 'nonce-([0-9a-f]{32})'", policy) for policy in policies]
    check("two answers have two nonces", all(len(nonce) == 1 for nonce in nonces) and nonces[0] != nonces[1])
    check("nothing else is let in", "default-src 'none'" in policies[0] and "frame-ancestors 'none'" in policies[0] and "unsafe" not in policies[0])
    challenge, port = "0123456789abcdef" * 2, server.url.split(":")[2].split("/")[0]
    token = server.url.split("/")[3]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/hello/{challenge}", timeout=5) as proof:
        check("the server proves that it knows the secret", proof.read() == hashlib.sha256(f"nbrun preview 127.0.0.1:{port} {token} {challenge}".encode()).hexdigest().encode())


def a_browser_gets_nothing_else(nbrun, file, folder):
    """What `--open` starts outlives the preview, and holds neither its port nor its signals."""
    with open(os.path.join(folder, "xdg-open"), "w") as program:
        program.write(f'#!/bin/bash\nreadlink /proc/$$/fd/* > {folder}/files\ngrep -E "Sig(Blk|Ign)" /proc/$$/status > {folder}/signals\necho $$ > {folder}/number\nexec sleep 100\n')
    os.chmod(program.name, 0o755)
    Server.environment["PATH"] = folder + ":" + os.environ["PATH"]
    server = Server(nbrun, file, "--open")
    check("a browser is started", status(server.url) == 200)
    deadline = time.time() + 10
    while not (os.path.exists(folder + "/number") and open(folder + "/number").read().endswith("\n")) and time.time() < deadline:
        time.sleep(0.02)
    number = int(open(folder + "/number").read())
    files = open(folder + "/files").read().split()
    check("it holds no file of the preview", all(name == "/dev/null" or name.startswith((folder, "/proc")) for name in files), files)
    masks = [int(mask, 16) for mask in open(folder + "/signals").read().split()[1::2]]
    check("it hears signals", all(mask >> (name - 1) & 1 == 0 for mask in masks for name in [signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE]), masks)
    os.killpg(server.process.pid, signal.SIGINT)
    server.process.wait(10)
    check("Ctrl-C leaves it", open(f"/proc/{number}/stat").read().rsplit(")")[1].split()[0] in "RS")
    again = Server(nbrun, file)
    check("the preview is at its address again", again.url == server.url)
    again.stop()
    os.kill(number, signal.SIGTERM)


def a_stranger_at_the_port(nbrun, file, server, page):
    asked, port = [], int(server.url.split(":")[2].split("/")[0])

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"0" * 64)

        do_POST = do_GET

        def log_message(self, *_):
            pass

    server.stop()
    stranger = ThreadingHTTPServer(("127.0.0.1", port), Stranger)
    threading.Thread(target=stranger.serve_forever, daemon=True).start()
    page.wait("document.querySelector('[id=\"page.status\"]').innerText.includes('open its new address')")
    page.value("document.querySelector('[id=\"page.rerun\"]').onclick()")
    page.wait("document.querySelector('[id=\"page.problem\"]').innerText.includes('does not answer')")
    time.sleep(3)
    token = server.url.split("/")[3]
    check("who takes the port is not told the secret", asked and all(path.startswith("/hello/") and token not in path for path in asked), asked)
    again = Server(nbrun, file)
    check("another port has another secret", again.url.split("/")[2:4] != server.url.split("/")[2:4] and token not in again.url)
    stranger.shutdown()
    stranger.server_close()
    again.stop()
    kept = Server(nbrun, file, "--port", str(port))
    check("a port that is asked for has it neither", kept.url.startswith(f"http://127.0.0.1:{port}/") and token not in kept.url and again.url.split("/")[3] not in kept.url)
    kept.stop()
    state = [os.path.join(folder, name) for folder, _, names in os.walk(Server.environment["XDG_STATE_HOME"]) for name in names]
    for path in state:
        os.utime(path, (time.time() - 660,) * 2)
    late = Server(nbrun, file)
    check("an old secret is not used again", state and kept.url.split("/")[3] not in late.url)
    return late
