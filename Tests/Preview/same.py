"""What a page shows after many changes has the bytes of the report that a run from the beginning gives."""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from server import Server

NBRUN = os.path.abspath(sys.argv[1])
FOLDER = tempfile.mkdtemp(prefix="nbrun-same-")
FILE = os.path.join(FOLDER, "x.nnb")
TEXT = """# A net

```nnb
seed 42
let hidden 4 in 2..16
let rate 0.5 in 0.001..5 log
let start he in he xavier lecun
data xor
layer affine 2 $hidden weights $start
layer sigmoid
layer affine $hidden 1
layer sigmoid
loss mse
```

Then train.

```nnb
train 6000 lr $rate
show predictions
```

And look.

```nnb
plot boundary
plot loss log
```

```nnb
save "w.safetensors"
reset
load "w.safetensors"
show digest
history
```
"""
CELL = re.compile(r'<section class="cell".*?</section>', re.S)
shown = {"parts": {}, "order": []}


def follow(url):
    for line in urllib.request.urlopen(url + "events"):
        if line.startswith(b"data: "):
            update = json.loads(line[6:])
            shown["parts"].update(update.pop("parts", {}))
            shown.update(update)


def ask(url, name, **body):
    headers = {"Origin": url.rsplit("/", 2)[0], "Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(url + name, json.dumps(body).encode(), headers, method="POST")).read()


def settle():
    last, deadline = None, time.time() + 20
    while time.time() < deadline:
        time.sleep(0.35)
        now = json.dumps(shown, sort_keys=True)
        if now == last and shown.get("old") == [] and shown["status"]["running"] is None:
            return
        last = now
    sys.exit("FAILED the page does not come to rest")


def compare():
    settle()
    fresh = tempfile.mkdtemp(prefix="nbrun-fresh-")
    with open(os.path.join(fresh, "x.nnb"), "w") as file:
        file.write(open(FILE).read())
    report = os.path.join(fresh, "x.html")
    subprocess.run([NBRUN, "run", os.path.join(fresh, "x.nnb"), "-q", "-o", report], check=True)
    wanted = CELL.findall(open(report).read())
    found = CELL.findall("\n".join(shown["parts"][name] for name in shown["order"]))
    if wanted != found:
        different = [pair for pair in zip(wanted, found) if pair[0] != pair[1]]
        sys.exit(f"FAILED {len(found)} cells, wanted {len(wanted)}: {different[:1]}")
    return len(wanted)


def change(url, number):
    if number % 3 < 2:
        knob, values = random.choice([
            ("hidden", [str(n) for n in range(2, 17)]), ("rate", ["0.01", "0.3", "4"]), ("start", ["he", "xavier", "lecun"])])
        ask(url, "turn", knob=knob, value=random.choice(values))
        ask(url, "save")
        return
    text = open(FILE).read()
    with open(FILE, "w") as file:
        file.write(random.choice([
            text.replace("Then train.", f"Then train.\n\nMore {number}.\n", 1),
            re.sub(r"seed \d+", f"seed {number}", text),
            re.sub(r"train \d+", f"train {1000 * (number + 1)}", text),
            text.replace("And look.", "```nnb\nshow W1\n```\n\nAnd look.", 1),
        ]))


def main():
    random.seed(1)
    with open(FILE, "w") as file:
        file.write(TEXT)
    server = Server(NBRUN, FILE)
    try:
        url = server.url
        threading.Thread(target=follow, args=[url], daemon=True).start()
        cells = compare()
        for number in range(12):
            change(url, number)
            time.sleep(0.4)
            cells += compare()
        if os.listdir(FOLDER) != ["x.nnb"]:
            sys.exit(f"FAILED something was written: {os.listdir(FOLDER)}")
        print(f"ok    {cells} cells have the bytes of a run from the beginning, after 12 changes")
    finally:
        server.stop()


main()
