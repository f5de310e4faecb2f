"""A client of `nbrun lsp` for tests: it frames messages, and reads the answers one by one."""

import json
import os
import select
import subprocess


class Client:
    def __init__(self, nbrun, folder, *arguments):
        self.process = subprocess.Popen(
            [nbrun, "lsp", *arguments], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.bytes = b""
        self.messages = []
        self.count = 0

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message, newline=b"\r\n"):
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params=None):
        self.send({"method": method} | ({} if params is None else {"params": params}))

    def request(self, method, params=None):
        """The result of a request, or its error."""
        self.count += 1
        self.send({"id": self.count, "method": method} | ({} if params is None else {"params": params}))
        answer = self.await_message(lambda message: message.get("id") == self.count)
        return answer["error"] if "error" in answer else answer["result"]

    def diagnostics(self, uri, version=None):
        """The next list of what is wrong with a document, or that of a version."""
        return self.await_message(
            lambda message: message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri
            and version in (None, message["params"].get("version"))
        )["params"]["diagnostics"]

    def await_message(self, fits, seconds=30):
        """Takes the next message that fits; others stay for later."""
        while True:
            for index, message in enumerate(self.messages):
                if fits(message):
                    return self.messages.pop(index)
            self.read(seconds)

    def read(self, seconds):
        while True:
            head, separator, rest = self.bytes.partition(b"\r\n\r\n")
            if separator:
                length = int(head.removeprefix(b"Content-Length: "))
                if len(rest) >= length:
                    self.messages.append(json.loads(rest[:length]))
                    self.bytes = rest[length:]
                    return
            ready, _, _ = select.select([self.process.stdout], [], [], seconds)
            assert ready, f"no answer within {seconds} seconds"
            more = os.read(self.process.stdout.fileno(), 1 << 16)
            assert more, f"the server is gone: {self.process.stderr.read().decode()}"
            self.bytes += more

    def initialize(self, capabilities=None, **parameters):
        result = self.request("initialize", {"processId": os.getpid(), "capabilities": capabilities or {}, **parameters})
        self.notify("initialized", {})
        return result

    def open(self, uri, text, version=1):
        self.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "nnb", "version": version, "text": text}},
        )

    def at(self, method, uri, line, character, **more):
        where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        return self.request("textDocument/" + method, where | more)

    def end(self):
        """Says goodbye, and gives the exit status."""
        assert self.request("shutdown") is None
        self.notify("exit")
        return self.process.wait(30)
