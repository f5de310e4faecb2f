#!/usr/bin/env python3
"""Writes small files of the binary and table formats that fuzzers begin with: python3 seeds.py FOLDER"""

import gzip
import io
import json
import os
import struct
import sys
import zipfile


def npy(shape, values, code="<f8", fortran=False):
    header = f"{{'descr': '{code}', 'fortran_order': {fortran}, 'shape': {shape}, }}"
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + values


def npz(members, method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()


def safetensors(header, values):
    header = header.encode()
    return struct.pack("<Q", len(header)) + header + values


def idx(kind, shape, data):
    return bytes([0, 0, kind, len(shape)]) + b"".join(struct.pack(">I", extent) for extent in shape) + data


def lsp(text):
    uri = "file:///a.nnb"
    where = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 3}}
    change = {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 2}}, "text": "\u65e5\U0001f600"}
    return [
        {"id": 1, "method": "initialize", "params": {"capabilities": {"general": {"positionEncodings": ["utf-8"]}}}},
        {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "version": 1, "text": text}}},
        *({"id": method, "method": "textDocument/" + method, "params": where} for method in
          ["completion", "hover", "definition", "documentSymbol"]),
        {"method": "textDocument/didChange", "params": {**where, "contentChanges": [change, {"text": "a"}]}},
        {"method": "textDocument/didSave", "params": where}, {"method": "textDocument/didClose", "params": where},
        {"id": 2, "method": "shutdown"}, {"method": "exit"},
    ]


numbers = struct.pack("<2d", 0.5, -1)
images = idx(8, (2, 2, 2), bytes(range(8)))
files = {
    "csv": [
        b"x,y,t\n0,1,a\n1,0,b\n",
        b"0 1 2\n1 0 3\n",
        b'"a ""b""";t\r\n1.5;2\r\n-3e2;+.5\r\n',
        b"\xef\xbb\xbfx\ty\n1\t2\n",
        b"1,2,nan\n1,2,b\n",
        b"x,t\n\n 1 , 2 \n",
    ],
    "idx": [images, idx(8, (3,), b"\0\1\2"), idx(0x0D, (1, 2), struct.pack(">2f", 1, 2)), idx(0x0E, (0,), b"")],
    "gzip": [gzip.compress(images, mtime=0), gzip.compress(b"a" * 300, mtime=0) + gzip.compress(b"", mtime=0) + b"\0\0"],
    "npy": [npy("(2,)", numbers), npy("(2, 1)", numbers, fortran=True), npy("()", numbers[:8]), npy("(2,)", b"\1\2", "|u1")],
    "npz": [
        npz([("W1.npy", npy("(2,)", numbers)), ("b1.npy", npy("(1,)", numbers[:8]))], zipfile.ZIP_STORED),
        npz([("W1.npy", npy("(2,)", numbers))], zipfile.ZIP_DEFLATED),
    ],
    "safetensors": [
        safetensors('{"W1":{"dtype":"F64","shape":[1,2],"data_offsets":[0,16]}}', numbers),
        safetensors(
            '{"__metadata__":{"format":"nbrun","a":"\\u00e9\\ud83d\\ude00"},'
            '"W1":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}} ',
            numbers,
        ),
    ],
    "preview": [
        b'{"knob":"a","value":"0.25"}', b'{"knob":"b","value":"uniform 0 1"}', b'{"knob":"c","value":"x y"}',
        b'{"knob":"a 2","value":null}', b'{"knob":"d","value":"he"}',
    ],
    "request": [
        b"%s /%s/%s HTTP/1.1\r\nHost: 127.0.0.1:4000\r\nOrigin: http://localhost:4000\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (method, b"0" * 32, name, len(body), body)
        for method, name, body in [(b"GET", b"", b""), (b"GET", b"events?x", b""), (b"POST", b"turn", b'{"knob":"a"}'), (b"POST", b"save", b"")]
    ],
    "lsp": [
        b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in messages) if framed else b"\n".join(messages)
        for text in ["```nnb a\nlet lr 0.5\ntrain 3 lr $lr\n```\n# H\n", "# A\r\n~~~nnb\r\ndata csv \"a.csv\"\r\n", "```nnb\nsh"]
        for messages in [[json.dumps(message).encode() for message in lsp(text)]]
        for framed in [True, False]
    ],
    "ipynb": [
        json.dumps(notebook).encode()
        for notebook in [
            {
                "cells": [
                    {"cell_type": "markdown", "id": "a", "metadata": {"nnb": {"before": "\n"}}, "source": ["# A\n", "b"]},
                    {
                        "cell_type": "code",
                        "execution_count": 1,
                        "id": "b",
                        "metadata": {"nnb": {"label": "x", "opening": "  ~~~ nnb x"}, "tags": ["skip-execution"]},
                        "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/plain": ["a"]}}],
                        "source": "data xor\n~~~",
                    },
                    {"cell_type": "code", "metadata": {"nnb": {"exact": "```nnb\ra"}}, "outputs": [], "source": "a"},
                    {"cell_type": "markdown", "metadata": {"nnb": {"exact_latin1": "\u00ff"}}, "source": "\ufffd"},
                ],
                "metadata": {
                    "kernelspec": {"display_name": "nbrun", "language": "nnb", "name": "nbrun"},
                    "nnb": {"end": "", "line_end": "\r\n", "start": "\ufeff\n", "report": "0", "figures": "text"},
                },
                "nbformat": 4,
                "nbformat_minor": 5,
            },
            {
                "cells": [
                    {"cell_type": "code", "metadata": {}, "source": "print(1)"},
                    {"cell_type": "raw", "metadata": {}, "source": "a", "attachments": {"a.png": {}}},
                ],
                "metadata": {"language_info": {"name": "python"}},
                "nbformat": 4,
            },
        ]
    ],
    "part": [
        b"nbrun part 1\nprogram 0.9.0\nshard 1/2\nnotebook a.nnb\ndigest 0123456789abcdef\nparameter lr=0.1\n"
        b"sweep 3 0123456789abcdef 0\n"
        b"run 0 finished 3ff0000000000000:3ff0000000000000 - 10 0 0 0 0123456789abcdef -\n"
        b"run 2 stuck:3ff0000000000000 - - 10 0 0 0 0123456789abcdef 3ff0000000000000:3ff0000000000000\n"
    ],
}
for reader, contents in files.items():
    folder = os.path.join(sys.argv[1], reader)
    os.makedirs(folder, exist_ok=True)
    for number, data in enumerate(contents):
        with open(os.path.join(folder, f"made-{number}"), "wb") as file:
            file.write(data)
