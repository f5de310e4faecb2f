#!/usr/bin/env python3
"""Traffic of editors with `nbrun lsp`, and what has to come of it: python3 traffic.py NBRUN"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time

from client import Client

NBRUN = os.path.abspath(sys.argv[1])
NOTEBOOKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../notebooks")
NETWORK = "# Über 😀\n\n```nnb net\nlet lr 0.5\ndata xor\nlayer affine 2 4\nlayer tanh\nlayer affine 4 2\nloss mse\n```\n\n"

# What VS Code 1.9x and Neovim 0.11 say of themselves, as far as it matters to a server.
VSCODE = {
    "general": {"positionEncodings": ["utf-16"], "staleRequestSupport": {"cancel": True}},
    "textDocument": {
        "synchronization": {"dynamicRegistration": True, "didSave": True},
        "completion": {"completionItem": {"snippetSupport": True}, "contextSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": False},
    },
}
NEOVIM = {
    "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
    "textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}},
}


def range_of(text, part, units, start=0):
    """The range of a part of a text, in code units of an encoding: worked out by Python's own codecs."""
    place = text.index(part, start)
    def position(index):
        line = text.count("\n", 0, index)
        before = text[text.rfind("\n", 0, index) + 1 : index]
        return {"line": line, "character": len(before.encode(units)) // (2 if units == "utf-16-le" else 1)}
    return {"start": position(place), "end": position(place + len(part))}


def lint(folder, name):
    """What `nbrun lint` says of a file: line, column and message of each mistake."""
    done = subprocess.run([NBRUN, "lint", name], cwd=folder, capture_output=True, text=True)
    return [
        (int(line), kind, message)
        for line, kind, message in re.findall(rf"^{re.escape(name)}:(\d+):\d+: (error|warning): (.*)$", done.stderr, re.M)
    ]


def uri(folder, name):
    return "file://" + os.path.join(folder, name)


def test_mistakes_are_those_of_lint(folder):
    client = Client(NBRUN, folder, "--stdio")
    client.initialize(VSCODE)
    texts = {
        "a b.nnb": NETWORK + "```nnb\ntrian 3\nlayer affine 3 1\nshow W1 😀\n```\n\n- ```nnb\n  x\n  ```\n",
        "b.nnb": NETWORK.replace("\n", "\r\n") + "```NNB\r\nx\r\n```\r\n",
        "c.nnb": "# nothing\n",
        "d.nnb": NETWORK + "```nnb\ntrain 3 lr $lr\ndata csv \"../secret.csv\" target a\ndata csv \"none.csv\"\n```\n",
        "e.nnb": NETWORK + "```nnb a b expect=eror\n```\n",
    }
    for name, text in texts.items():
        with open(os.path.join(folder, name), "w", newline="") as file:
            file.write(text)
        client.open(uri(folder, name).replace(" ", "%20"), text)
        found = client.diagnostics(uri(folder, name).replace(" ", "%20"))
        said = [
            (d["range"]["start"]["line"] + 1, {1: "error", 2: "warning"}[d["severity"]], d["message"].split("\nhelp: ")[0])
            for d in found
        ]
        # Of a notebook with errors lint does not tell the warnings.
        has_errors = any(kind == "error" for _, kind, _ in said)
        expected = [one for one in said if one[1] == "error" or not has_errors]
        assert sorted(expected) == sorted(lint(folder, name)) and said, (name, said, lint(folder, name))
    assert client.end() == 0


def test_columns(folder):
    text = "```nnb\npredict \"日本😀\" trian\nset W1[1,1] $😀\n```\n"
    for capabilities, units, name in [(VSCODE, "utf-16-le", "utf-16"), (NEOVIM, "utf-8", "utf-8"), ({}, "utf-16-le", "utf-16")]:
        client = Client(NBRUN, folder)
        assert client.initialize(capabilities)["capabilities"]["positionEncoding"] == name
        client.open("untitled:Untitled-1", text)
        ranges = [d["range"] for d in client.diagnostics("untitled:Untitled-1")]
        assert range_of(text, '"日本😀"', units) in ranges, ranges
        assert range_of(text, "$", units) in ranges or range_of(text, "$😀", units) in ranges, ranges
        assert client.end() == 0


def test_edits_make_the_same_text(folder):
    """Random edits, in two encodings, against a list of Python's characters."""
    randomly = random.Random(1)
    for capabilities, units in [(VSCODE, "utf-16-le"), (NEOVIM, "utf-8")]:
        client = Client(NBRUN, folder)
        client.initialize(capabilities)
        text = NETWORK + "```nnb\ntrian\n```\n"
        client.open("untitled:a", text)
        client.diagnostics("untitled:a")
        for version in range(2, 60):
            changes = []
            for _ in range(randomly.randint(1, 3)):
                lower = randomly.randint(0, len(text))
                upper = min(len(text), lower + randomly.choice([0, 0, 1, 5]))
                new = randomly.choice(["", "a", "😀", "日\n", "```nnb\n", "train 3\n", "é", "$lr "])
                place = range_of(text + " ", (text + " ")[lower:upper] or "", units, lower)
                changes.append({"range": place, "text": new})
                text = text[:lower] + new + text[upper:]
            client.notify(
                "textDocument/didChange",
                {"textDocument": {"uri": "untitled:a", "version": version}, "contentChanges": changes},
            )
        edited = client.diagnostics("untitled:a", 59)
        client.open("untitled:b", text)
        whole = client.diagnostics("untitled:b")
        assert str(edited).replace("untitled:a", "untitled:b") == str(whole), text
        assert client.end() == 0


def test_half_a_character(folder):
    """JavaScript can send one; it is a character of one unit that means nothing, and what comes after it is in place."""
    client = Client(NBRUN, folder)
    client.initialize(VSCODE)
    body = rb'{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"a","text":"```nnb\ntrian \ud83d\n```\n"}}}'
    client.send_bytes(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    assert len(client.diagnostics("a")) == 1
    change = {"range": {"start": {"line": 1, "character": 5}, "end": {"line": 1, "character": 7}}, "text": ""}
    fixed = {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 5}}, "text": "history"}
    client.notify("textDocument/didChange", {"textDocument": {"uri": "a", "version": 2}, "contentChanges": [change, fixed]})
    assert client.diagnostics("a", 2) == []
    assert client.end() == 0


def test_only_the_newest_version_is_judged(folder):
    client = Client(NBRUN, folder)
    client.initialize()
    client.open("untitled:a", NETWORK)
    body = b""
    import json
    for version in range(2, 30):
        change = {"textDocument": {"uri": "untitled:a", "version": version}, "contentChanges": [{"text": NETWORK + "x" * version}]}
        message = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": change}).encode()
        body += b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(message) + message
    client.send_bytes(body)
    assert client.diagnostics("untitled:a", 29) == []
    versions = [m["params"]["version"] for m in client.messages if m.get("method") == "textDocument/publishDiagnostics"]
    assert set(versions) <= {1}, versions
    assert client.end() == 0


def test_completion(folder):
    with open(os.path.join(folder, "iris.csv"), "w") as file:
        file.write("a,b\n1,2\n")
    client = Client(NBRUN, folder)
    client.initialize(VSCODE)
    def complete(line, **more):
        text = NETWORK + "```nnb\n" + line + "\n```\n"
        client.open(uri(folder, "x.nnb"), text)
        row = NETWORK.count("\n") + 1
        answer = client.at("completion", uri(folder, "x.nnb"), row, len(line.encode("utf-16-le")) // 2, **more)
        return [] if answer is None else answer["items"]
    def labels(line, **more):
        return [item["label"] for item in complete(line, **more)]
    assert "train" in labels("") and labels("tra") == ["train", "trace"], labels("tra")
    assert {"W1", "b1", "W2", "b2"} <= set(labels("show ")), labels("show ")
    assert labels("train 3 lr $") == ["$lr"]
    assert labels("data csv ir") == ['"iris.csv"'] and labels('data csv "ir') == ['"iris.csv"']
    item = complete('data csv "ir')[0]
    assert item["textEdit"]["newText"] == '"iris.csv"' and item["textEdit"]["range"]["start"]["character"] == 9, item
    assert all(item["detail"] for item in complete("layer "))
    # After a space nobody asked for, what need not follow is not listed.
    typed = {"context": {"triggerKind": 2, "triggerCharacter": " "}}
    assert labels("layer ", **typed) and labels("train 3 ") and not labels("train 3 ", **typed)
    # Every candidate is one that the editor keeps: it begins with what was typed.
    for line in ["data csv ir", 'data csv "ir', "train 3 lr $", "layer leaky-r"]:
        for item in complete(line):
            start = item["textEdit"]["range"]["start"]["character"]
            assert item["filterText"].startswith(line[start:]), (line, item)
    assert client.at("completion", uri(folder, "x.nnb"), 0, 2) is None
    assert client.end() == 0


def test_help_definition_symbols(folder):
    client = Client(NBRUN, folder)
    client.initialize(VSCODE)
    text = NETWORK + "```nnb\ntrain 3 lr $lr\nlayer affine 2 2 weights normal 1\n```\n"
    client.open("untitled:a", text)
    row = NETWORK.count("\n") + 1
    def help_at(line, word):
        column = text.split("\n")[line].index(word)
        answer = client.at("hover", "untitled:a", line, column)
        return answer and answer["contents"]["value"]
    def explained(*words):
        return subprocess.run([NBRUN, "help", *words], capture_output=True, text=True).stdout.split("\n")[0].split()[0]
    assert help_at(row, "train").startswith("```") and "\ntrain COUNT" in help_at(row, "train")
    assert "lr" in help_at(row, "lr") and "learning rate" in help_at(row, "lr"), help_at(row, "lr")
    assert "lr is 0.5" in help_at(row, "$lr") and "line 4" in help_at(row, "$lr"), help_at(row, "$lr")
    assert "normal" in help_at(row + 1, "normal"), help_at(row + 1, "normal")
    assert help_at(0, "#") is None and help_at(row, "3") is None
    target = client.at("definition", "untitled:a", row, len("train 3 lr $l"))
    assert target["uri"] == "untitled:a" and target["range"] == range_of(text, "lr", "utf-16-le"), target
    symbols = client.request("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:a"}})
    names = str(symbols)
    assert "'net'" in names and "train 3 lr $lr" in names, names
    assert client.end() == 0


def test_nonsense(folder):
    client = Client(NBRUN, folder)
    assert client.request("textDocument/hover", {})["code"] == -32002
    client.initialize()
    assert client.request("initialize", {"capabilities": {}})["code"] == -32600
    assert client.request("workspace/executeCommand", {})["code"] == -32601
    assert client.request("textDocument/hover")["code"] == -32602
    assert client.request("textDocument/hover", {"textDocument": {"uri": 3}, "position": 4})["code"] == -32602
    assert client.at("hover", "untitled:none", 0, 0)["code"] == -32602
    client.open("untitled:a", NETWORK)
    for line, column in [(-1, 0), ("a", 0), (0, 1.5), (0, None)]:
        assert client.at("hover", "untitled:a", line, column)["code"] == -32602
    for line, column in [(0, 10**15), (10**15, 0), (3, 2**62)]:
        assert client.at("hover", "untitled:a", line, column) is None
    client.notify("$/unknown", {"a": [1, None]})
    client.notify("textDocument/didChange", {"textDocument": {"uri": "untitled:a"}, "contentChanges": 4})
    client.notify("textDocument/didClose", {"textDocument": {"uri": "untitled:none"}})
    for bytes_, code in [(b"{", -32700), (b"[]", -32600), (b"\xff", -32700), (b"[" * 1000, -32700), (b'{"id":1}', -32600)]:
        client.send_bytes(b"content-length:%d\r\n\r\n" % len(bytes_) + bytes_)
        answer = client.await_message(lambda message: "error" in message)
        assert answer["error"]["code"] == code, (bytes_, answer)
    client.notify("textDocument/didClose", {"textDocument": {"uri": "untitled:a"}})
    # A message in pieces of one byte.
    client.count += 1
    body = b'{"jsonrpc":"2.0","id":%d,"method":"shutdown"}' % client.count
    for byte in b"Content-Length: %d\r\n\r\n" % len(body) + body:
        client.send_bytes(bytes([byte]))
        time.sleep(0.001)
    assert client.await_message(lambda message: message.get("id") == client.count)["result"] is None
    assert client.request("textDocument/hover", {})["code"] == -32600
    client.notify("exit")
    assert client.process.wait(30) == 0
    for data, status in [
        (b"", 1), (b"Content-Length: x\r\n\r\n", 2), (b"Hello\r\n\r\n", 2), (b"Content-Length: 99999999999\r\n\r\n", 2),
        (b"a" * 20000, 2), (b'Content-Length: 33\r\n\r\n{"jsonrpc":"2.0","method":"exit"}', 1), (b"\r\n\r\n", 2),
        (b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}", 2), (b"Content-Length: 50\r\n\r\n{}", 1),
    ]:
        done = subprocess.run([NBRUN, "lsp"], input=data, capture_output=True)
        assert (done.returncode, done.stdout) == (status, b""), (data[:40], done)
        assert (status == 2) == (b"nbrun: error: " in done.stderr), done


def test_typing_all_notebooks(folder):
    """Every notebook of the project is right, answers everywhere, and nothing kills the server as it is cut anywhere."""
    client = Client(NBRUN, NOTEBOOKS)
    client.initialize(VSCODE)
    for name in sorted(os.listdir(NOTEBOOKS)):
        if not name.endswith(".nnb"):
            continue
        with open(os.path.join(NOTEBOOKS, name)) as file:
            text = file.read()
        if len(text) > 40000:
            continue
        address = uri(NOTEBOOKS, name)
        client.open(address, text)
        assert client.diagnostics(address) == [] or name == "mnist.nnb", name
        lines = text.split("\n")
        randomly = random.Random(name)
        for _ in range(15):
            line = randomly.randrange(len(lines))
            column = randomly.randint(0, len(lines[line]))
            for method in ["hover", "completion", "definition"]:
                answer = client.at(method, address, line, column)
                assert answer is None or "code" not in answer, (name, line, column, answer)
        client.notify("textDocument/didClose", {"textDocument": {"uri": address}})
    assert client.end() == 0


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_") and (len(sys.argv) < 3 or sys.argv[2] in name):
            start = time.time()
            with tempfile.TemporaryDirectory() as folder:
                test(os.path.realpath(folder))
            print(f"{name[5:].replace('_', ' ')}: {time.time() - start:.1f} s")
