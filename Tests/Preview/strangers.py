"""What becomes of requests that do not come from a page of the preview."""

import hashlib
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from server import Server, check


def status(url, method="GET", body=None, **headers):
    request = urllib.request.Request(url, body, {name.replace("_", "-"): value for name, value in headers.items()}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


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
            answer = b"".join(iter(lambda: connection.recv(4096), b""))
            check("a refusal ends the connection", answer.startswith((b"HTTP/1.1 413", b"HTTP/1.1 404")) and answer.endswith(b"}"), answer[:12].decode())


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
                answer = b"".join(iter(lambda: connection.recv(4096), b""))
            except ConnectionError:
                answer = b"cut"
        start = time.time()
        check("who sends without end is cut off", answer == b"cut" or answer.startswith(b"HTTP/1.1 431"), answer[:12].decode())
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


def answer_headers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.headers
    except urllib.error.HTTPError as error:
        return error.headers


def the_headers_are_strict(server):
    for path in ["", "events", "no"]:
        headers = answer_headers(server.url + path)
        wanted = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
                  "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin"}
        check(f"the headers of '{path}'", {name: headers[name] for name in wanted} == wanted)
    policies = [answer_headers(server.url)["Content-Security-Policy"] for _ in range(2)]
    nonces = [re.findall(r"script-src 'nonce-([0-9a-f]{32})'", policy) for policy in policies]
    check("two answers have two nonces", all(len(nonce) == 1 for nonce in nonces) and nonces[0] != nonces[1])
    check("nothing else is let in", "default-src 'none'" in policies[0] and "frame-ancestors 'none'" in policies[0] and "unsafe" not in policies[0])
    challenge, port = "0123456789abcdef" * 2, server.url.split(":")[2].split("/")[0]
    token = server.url.split("/")[3]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/hello/{challenge}", timeout=5) as answer:
        check("the server proves that it knows the secret", answer.read() == hashlib.sha256(f"nbrun preview 127.0.0.1:{port} {token} {challenge}".encode()).hexdigest().encode())


def a_browser_gets_nothing_else(nbrun, file, folder):
    """What `--open` starts outlives the preview, and holds neither its port nor its signals."""
    with open(os.path.join(folder, "xdg-open"), "w") as program:
        program.write(f'#!/bin/bash\nreadlink /proc/$$/fd/* > {folder}/files\ngrep -E "Sig(Blk|Ign)" /proc/$$/status > {folder}/signals\nexec sleep 100\n')
    os.chmod(program.name, 0o755)
    Server.environment["PATH"] = folder + ":" + os.environ["PATH"]
    server = Server(nbrun, file, "--open")
    check("a browser is started", status(server.url) == 200)
    files = open(folder + "/files").read().split()
    check("it holds no file of the preview", all(name == "/dev/null" or name.startswith((folder, "/proc")) for name in files), files)
    masks = [int(mask, 16) for mask in open(folder + "/signals").read().split()[1::2]]
    check("it hears signals", all(mask >> (number - 1) & 1 == 0 for mask in masks for number in [signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGPIPE]), masks)
    sleeper = subprocess.check_output(["pgrep", "-f", "sleep 100"], text=True).split()
    os.killpg(server.process.pid, signal.SIGINT)
    server.process.wait(10)
    check("Ctrl-C leaves it", sleeper and all(os.path.exists(f"/proc/{number}") for number in sleeper))
    again = Server(nbrun, file)
    check("the preview is at its address again", again.url == server.url)
    again.stop()
    for number in sleeper:
        os.kill(int(number), signal.SIGTERM)
