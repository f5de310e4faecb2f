#!/usr/bin/env python3
"""Colours the sample by the TextMate grammars, with Python's regular expressions: python3 colours.py EDITORS

An engine as small as they need: of the rules that match next the first in the list wins, as in TextMate.
"""

import json
import os
import re
import sys

FOLDER = os.path.join(sys.argv[1], "vscode")
HERE = os.path.dirname(os.path.abspath(__file__))
GROUPS = {
    "comment": "nnbComment", "string": "nnbString", "variable": "nnbVariable", "keyword.control": "nnbCommand",
    "support": "nnbWord", "entity": "nnbParameter", "constant.numeric": "nnbNumber", "keyword.operator": "nnbOperator",
    "constant.character": "nnbContinuation",
}


def load(name):
    with open(os.path.join(FOLDER, name)) as file:
        return json.load(file)


def compiled(pattern, opening=None):
    if opening:
        pattern = pattern.replace("\\3", re.escape(opening[3]))
    return re.compile(pattern.replace("(^|\\G)", "(^)").replace("(?:^|\\G)", "^"))


def coloured(line, rules):
    """The scope of each character."""
    scopes, place = [None] * len(line), 0
    while place < len(line):
        found = [(match.start(), order, match, rule) for order, (pattern, rule) in enumerate(rules) if (match := pattern.search(line, place))]
        if not found:
            break
        _, _, match, rule = min(found, key=lambda one: one[:2])
        spans = [(match.span(int(group)), capture["name"]) for group, capture in rule.get("captures", {}).items()]
        for (start, end), name in spans or [(match.span(), rule["name"])]:
            scopes[start:end] = [name] * (end - start)
        place = max(match.end(), place + 1) if match.end() == match.start() else match.end()
    return scopes


package, commands, cells = (load(name) for name in ["package.json", "nnb.tmLanguage.json", "cells.tmLanguage.json"])
for grammar in package["contributes"]["grammars"]:
    assert load(grammar["path"])["scopeName"] == grammar["scopeName"]
rules = [(compiled(rule["match"]), rule) for rule in commands["patterns"]]
fence = cells["patterns"][0]
assert fence["patterns"] == [{"include": commands["scopeName"]}]

lines, end = [], None
with open(os.path.join(HERE, "sample.nnb")) as file:
    for number, line in enumerate(file.read().split("\n"), 1):
        if end is None:
            if opening := compiled(fence["begin"]).search(line):
                end = compiled(fence["end"], opening)
                lines += [f"{number}:{word.start()} {word[0]} nnbFence" for word in re.finditer(r"\S+", line)]
            continue
        if end.search(line):
            lines += [f"{number}:{word.start()} {word[0]} nnbFence" for word in re.finditer(r"\S+", line)]
            end = None
            continue
        scopes = coloured(line, rules)
        for word in re.finditer(r"\S+", line):
            scope = scopes[word.start()]
            group = next((group for start, group in GROUPS.items() if scope and scope.startswith(start)), "nnbCell")
            lines.append(f"{number}:{word.start()} {word[0]} {group}")
with open(os.path.join(HERE, "colours.txt")) as file:
    expected = file.read().splitlines()
assert lines == expected, "\n".join(f"{a!r} {b!r}" for a, b in zip(lines, expected) if a != b)
print("the grammars colour as expected")
