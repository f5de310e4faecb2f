"""Opens a preview in a browser, and does with it what a reader and a writer of notebooks do."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from browser import Browser

NBRUN, SHOTS = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
FOLDER = tempfile.mkdtemp(prefix="nbrun-preview-")
FILE = os.path.join(FOLDER, "xor.nnb")
ENVIRONMENT = dict(os.environ, XDG_STATE_HOME=tempfile.mkdtemp(prefix="nbrun-state-"))

TEXT = """# Exclusive or

Two inputs, and a few *hidden* units:

| a | b | a xor b |
|---|---|---|
| 0 | 1 | 1 |

```nnb
seed 42
let hidden 4 in 2..16
let rate 0.5 in 0.01..5 log
let start xavier in he xavier lecun
data xor
layer affine 2 $hidden weights $start
layer sigmoid
layer affine $hidden 1
layer sigmoid
loss mse
```

It is trained.

```nnb train
train 60000 lr $rate
show predictions
```

What it has learned:

```nnb picture
plot boundary
plot loss log
```

Last words.
"""

OLD = "document.querySelectorAll('.old').length === 0 && document.querySelectorAll('#part-cell-3 svg').length === 2"
BOUNDARY = "document.querySelector('#part-cell-3 svg')?.outerHTML"


def write(text, replaces=False):
    """Writes the file in place, or as most editors do: another one that takes its name."""
    with open(FILE + "~" if replaces else FILE, "w") as file:
        file.write(text)
    if replaces:
        os.replace(FILE + "~", FILE)


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen(
            [NBRUN, "preview", FILE, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=ENVIRONMENT)
        self.url = self.process.stdout.readline().strip()

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.process.wait(10)


def check(name, holds, detail=""):
    print(("ok    " if holds else "FAILED ") + name + (f": {detail}" if detail != "" else ""), flush=True)
    if not holds:
        sys.exit(1)


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
    outside = [address[4][0] for address in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)]
    for address in {a for a in outside if not a.startswith("127.")}:
        with socket.socket() as probe:
            probe.settimeout(2)
            check(f"nothing listens on {address}", probe.connect_ex((address, port)) != 0)


def the_page_follows(page):
    page.wait(OLD)
    check("prose, tables and pictures are there", page.value("document.querySelector('#parts h1').innerText") == "Exclusive or" and page.value("document.querySelectorAll('#parts table').length") >= 2)
    start = time.time()
    write(TEXT.replace("Last words.", "Other words."), replaces=True)
    page.wait("document.body.innerText.includes('Other words.')")
    check("other prose is there in", time.time() - start < 2, f"{time.time() - start:.2f} s")
    before = page.value(BOUNDARY)
    start = time.time()
    write(TEXT.replace("seed 42", "seed 7"))
    page.wait("document.body.innerText.includes('seed 7') && " + OLD)
    check("another seed gives another picture in", page.value(BOUNDARY) != before, f"{time.time() - start:.2f} s")
    write(TEXT.replace("plot boundary", "plto boundary"))
    page.wait("document.querySelector('#part-cell-3 .failure')?.innerText.includes('plto')")
    check("a mistake stands in its cell, above the last pictures", page.value("document.querySelectorAll('#part-cell-3 svg').length") == 2)
    os.unlink(FILE)
    page.wait("document.querySelector('#problem').innerText.includes('no such file')")
    with open(FILE, "wb") as file:
        file.write(TEXT.encode().replace(b"Last words.", b"Last \xff\xfe words."))
    page.wait("document.querySelector('#problem').hidden && document.body.innerText.includes('Last \\uFFFD') && " + OLD)
    check("a file that goes and comes back, not UTF-8, is shown", True)
    write("No cell.\n")
    page.wait("document.querySelector('#problem').innerText.includes('no cell found')")
    write(TEXT)
    page.wait("document.querySelector('#problem').hidden && " + OLD)


WATCH = """
window.pictures = [];
window.drawn?.disconnect();
window.drawn = new MutationObserver(() => {
  const picture = document.querySelector('#part-cell-3 svg')?.outerHTML;
  if (picture && picture !== window.pictures.at(-1)?.[1]) window.pictures.push([performance.now(), picture]);
});
window.drawn.observe(document.querySelector('#part-cell-3'), { childList: true, subtree: true });
"""


def knobs_turn(page, other):
    before, top = page.value(BOUNDARY), page.value("scrollY")
    page.value(WATCH)
    box = page.box("#knob-rate")
    y = box["y"] + box["height"] / 2
    left, right = box["x"] + box["width"] * 0.3, box["x"] + box["width"] * 0.95
    page.mouse("mousePressed", box["x"] + box["width"] * 0.63, y)
    start, seconds = time.time(), 3
    while time.time() - start < seconds:
        share = (time.time() - start) / seconds
        page.mouse("mouseMoved", left + (right - left) * abs(2 * share - 1), y)
        time.sleep(0.012)
    page.mouse("mouseReleased", right, y)
    times = page.value("window.pictures.map((picture) => picture[0])")
    rate = (len(times) - 1) / (times[-1] - times[0]) * 1000
    check("pictures a second while a slider moves", rate >= (10 if "release" in NBRUN else 4), f"{rate:.1f}, {len(times)} in {seconds} s")
    page.wait(OLD + " && document.querySelector('#status').innerText.startsWith('ran in')")
    shown = page.value("document.querySelector('[aria-label=\"rate, value\"]').value")
    other.wait(f"document.querySelector('[aria-label=\"rate, value\"]').value === {shown!r} && " + OLD)
    check("the other page has the value and the picture", other.value(BOUNDARY) == page.value(BOUNDARY) != before, shown)
    check("the page has not moved", page.value("scrollY") == top)
    page.value("document.querySelector('#knob-start').value = 'lecun'; document.querySelector('#knob-start').dispatchEvent(new Event('change'))")
    other.wait("document.querySelector('#knob-start').value === 'lecun' && document.body.innerText.includes('let start lecun in') && " + OLD)
    page.value("document.querySelector('[aria-label=\"hidden, value\"]').value = '99'; document.querySelector('[aria-label=\"hidden, value\"]').dispatchEvent(new Event('change'))")
    page.wait("document.querySelector('#problem').innerText.includes('hidden is to lie')")
    page.click("#knobs .knob:nth-child(2) button")
    other.wait("document.querySelector('[aria-label=\"rate, value\"]').value === '0.5'")
    check("nothing was written so far", open(FILE).read() == TEXT and sorted(os.listdir(FOLDER)) == ["xor.nnb"])
    page.click("#save")
    deadline = time.time() + 5
    while open(FILE).read() == TEXT and time.time() < deadline:
        time.sleep(0.02)
    check("save writes the value and nothing else", open(FILE).read() == TEXT.replace("let start xavier", "let start lecun"))
    page.wait("document.querySelector('#save').hidden")
    write(TEXT)
    page.wait("document.querySelector('#knob-start').value === 'xavier' && " + OLD)


def a_long_training(page):
    step = "Number((document.querySelector('.progress')?.innerText.match(/step (\\d+)/) ?? [0, 0])[1])"
    write(TEXT.replace("train 60000", "train 2000000000"))
    page.wait(step + " > 0")
    page.wait("document.querySelector('.progress polyline')?.getAttribute('points').split(' ').length > 10")
    first, points = page.value(step), page.value("document.querySelector('.progress polyline').getAttribute('points')")
    page.wait(f"{step} > {first} && document.querySelector('.progress polyline').getAttribute('points') !== {points!r}")
    check("a long training shows its curve, which grows", True)
    check("the last pictures stay, and are known as old", page.value("document.querySelectorAll('#part-cell-3.old svg').length") == 2)
    shot(page, "training")
    far = page.value(step)
    page.value("document.querySelector('#knob-rate').value = 700; document.querySelector('#knob-rate').dispatchEvent(new Event('input'))")
    start = time.time()
    page.wait(f"{step} > 0 && {step} < {far}")
    check("a knob starts it again in", time.time() - start < 2, f"{time.time() - start:.2f} s")
    write(TEXT)
    page.wait("document.querySelectorAll('.progress').length === 0 && " + OLD)
    page.click("#knobs .knob:nth-child(2) button")
    page.wait("document.querySelector('#save').hidden && " + OLD)


def a_restart(server, page):
    check("Ctrl-C ends it well", server.stop() == 0)
    page.wait("document.querySelector('#status').innerText.includes('lost')")
    shot(page, "lost")
    write(TEXT.replace("Last words.", "Written meanwhile."))
    again = Server()
    check("the address is the same", again.url == server.url)
    page.wait("document.body.innerText.includes('Written meanwhile.') && !document.body.classList.contains('lost')", 20)
    check("the page has come back by itself", True)
    second = subprocess.run([NBRUN, "preview", FILE, "--port", again.url.split(":")[2].split("/")[0]], capture_output=True, text=True, env=ENVIRONMENT, timeout=20)
    check("a port in use is told", second.returncode == 2 and "is in use" in second.stderr and "help:" in second.stderr, second.stderr.strip())
    return again


def shot(page, name):
    if SHOTS:
        os.makedirs(SHOTS, exist_ok=True)
        page.screenshot(os.path.join(SHOTS, name + ".png"))


def main():
    write(TEXT)
    missing = subprocess.run([NBRUN, "preview", "no.nnb"], capture_output=True, text=True, env=ENVIRONMENT)
    check("a file that is not there is told", missing.returncode == 2 and "no.nnb: no such file" in missing.stderr)
    server, browser = Server(), Browser()
    try:
        strangers_are_refused(server)
        page, other = browser.page(server.url), browser.page(server.url)
        the_page_follows(page)
        for scheme in ["light", "dark"]:
            page.scheme(scheme)
            shot(page, scheme)
            page.value("document.querySelector('#part-cell-3').scrollIntoView()")
            shot(page, scheme + "-pictures")
            page.value("scrollTo(0, 0)")
        page.resize(400)
        check("nothing is wider than a narrow page", page.value("document.documentElement.scrollWidth") <= 400)
        shot(page, "narrow")
        page.value("document.querySelector('#part-cell-3').scrollIntoView()")
        shot(page, "narrow-pictures")
        page.value("scrollTo(0, 0)")
        page.scheme("light")
        page.resize(1000)
        knobs_turn(page, other)
        refused = [line for line in page.console if "422" in line]
        check("the console is quiet", len(page.console) == len(refused) == 1 and other.console == [], page.console + other.console)
        a_long_training(page)
        server = a_restart(server, page)
    finally:
        browser.close()
        server.stop(signal.SIGTERM)


main()
