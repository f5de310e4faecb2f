"""Opens a preview in a browser, and does with it what a reader and a writer of notebooks do."""

import os
import socket
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "../Browser"))
import strangers
from browser import Browser
from server import Server, check

NBRUN, SHOTS = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
FOLDER = tempfile.mkdtemp(prefix="nbrun-preview-")
FILE = os.path.join(FOLDER, "xor.nnb")

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

OLD = "document.querySelectorAll('.old').length === 0 && document.querySelectorAll('[id=\"part.cell-3\"] svg').length === 2"
BOUNDARY = "document.querySelector('[id=\"part.cell-3\"] svg')?.outerHTML"


def write(text, replaces=False):
    """Writes the file in place, or as most editors do: another one that takes its name."""
    with open(FILE + "~" if replaces else FILE, "w") as file:
        file.write(text)
    if replaces:
        os.replace(FILE + "~", FILE)


def the_page_follows(page):
    page.wait(OLD)
    check("prose, tables and pictures are there", page.value("document.querySelector('[id=\"page.parts\"] h1').innerText") == "Exclusive or" and page.value("document.querySelectorAll('[id=\"page.parts\"] table').length") >= 2)
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
    page.wait("document.querySelector('[id=\"part.cell-3\"] .failure')?.innerText.includes('plto')")
    check("a mistake stands in its cell, above the last pictures", page.value("document.querySelectorAll('[id=\"part.cell-3\"] svg').length") == 2)
    check("it says that it was not run", page.value("document.querySelector('[id=\"page.status\"]').innerText") == "not run")
    os.unlink(FILE)
    page.wait("document.querySelector('[id=\"page.problem\"]').innerText.includes('no such file')")
    with open(FILE, "wb") as file:
        file.write(TEXT.encode().replace(b"Last words.", b"Last \xff\xfe words."))
    page.wait("document.querySelector('[id=\"page.problem\"]').hidden && document.body.innerText.includes('Last \\uFFFD') && " + OLD)
    check("a file that goes and comes back, not UTF-8, is shown", True)
    write("No cell.\n")
    page.wait("document.querySelector('[id=\"page.problem\"]').innerText.includes('no cell found')")
    write(TEXT)
    page.wait("document.querySelector('[id=\"page.problem\"]').hidden && " + OLD)


WATCH = """
window.pictures = [];
window.drawn?.disconnect();
window.drawn = new MutationObserver(() => {
  const picture = document.querySelector('[id="part.cell-3"] svg')?.outerHTML;
  if (picture && picture !== window.pictures.at(-1)?.[1]) window.pictures.push([performance.now(), picture]);
});
window.drawn.observe(document.querySelector('[id="part.cell-3"]'), { childList: true, subtree: true });
"""


def knobs_turn(page, other):
    before, top = page.value(BOUNDARY), page.value("scrollY")
    page.value(WATCH)
    box = page.box('[id="knob.rate"]')
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
    rate = (len(times) - 1) / (times[-1] - times[0]) * 1000 if len(times) > 1 else 0
    check("pictures a second while a slider moves", rate >= (10 if "release" in NBRUN else 2), f"{rate:.1f}, {len(times)} in {seconds} s")
    page.wait(OLD + " && document.querySelector('[id=\"page.status\"]').innerText.startsWith('ran in')")
    shown = page.value("document.querySelector('[aria-label=\"rate, value\"]').value")
    other.wait(f"document.querySelector('[aria-label=\"rate, value\"]').value === {shown!r} && " + OLD)
    check("the other page has the value and the picture", other.value(BOUNDARY) == page.value(BOUNDARY) != before, shown)
    check("the page has not moved", page.value("scrollY") == top)
    page.value("document.querySelector('[id=\"knob.start\"]').value = 'lecun'; document.querySelector('[id=\"knob.start\"]').dispatchEvent(new Event('change'))")
    other.wait("document.querySelector('[id=\"knob.start\"]').value === 'lecun' && document.body.innerText.includes('let start lecun in') && " + OLD)
    page.value("document.querySelector('[aria-label=\"hidden, value\"]').value = '99'; document.querySelector('[aria-label=\"hidden, value\"]').dispatchEvent(new Event('change'))")
    page.wait("document.querySelector('[id=\"page.problem\"]').innerText.includes('hidden is to lie')")
    page.click('[id="page.knobs"] .knob:nth-child(2) button')
    other.wait("document.querySelector('[aria-label=\"rate, value\"]').value === '0.5'")
    check("nothing was written so far", open(FILE).read() == TEXT and sorted(os.listdir(FOLDER)) == ["xor.nnb"])
    page.click('[id="page.save"]')
    deadline = time.time() + 5
    while open(FILE).read() == TEXT and time.time() < deadline:
        time.sleep(0.02)
    check("save writes the value and nothing else", open(FILE).read() == TEXT.replace("let start xavier", "let start lecun"))
    page.wait("document.querySelector('[id=\"page.save\"]').hidden")
    write(TEXT)
    page.wait("document.querySelector('[id=\"knob.start\"]').value === 'xavier' && " + OLD)


def a_long_training(page):
    step = "Number((document.querySelector('.progress')?.innerText.match(/step (\\d+)/) ?? [0, 0])[1])"
    write(TEXT.replace("train 60000", "train 2000000000"))
    page.wait(step + " > 0")
    page.wait("document.querySelector('.progress polyline')?.getAttribute('points').split(' ').length > 10")
    first, points = page.value(step), page.value("document.querySelector('.progress polyline').getAttribute('points')")
    page.wait(f"{step} > {first} && document.querySelector('.progress polyline').getAttribute('points') !== {points!r}")
    check("a long training shows its curve, which grows", True)
    check("the last pictures stay, and are known as old", page.value("document.querySelectorAll('[id=\"part.cell-3\"].old svg').length") == 2)
    shot(page, "training")
    far = page.value(step)
    page.value("document.querySelector('[id=\"knob.rate\"]').value = 700; document.querySelector('[id=\"knob.rate\"]').dispatchEvent(new Event('input'))")
    start = time.time()
    page.wait(f"{step} > 0 && {step} < {far}")
    check("a knob starts it again in", time.time() - start < 2, f"{time.time() - start:.2f} s")
    write(TEXT)
    page.wait("document.querySelectorAll('.progress').length === 0 && " + OLD)
    page.click('[id="page.knobs"] .knob:nth-child(2) button')
    page.wait("document.querySelector('[id=\"page.save\"]').hidden && " + OLD)


SLIDERS = ["let a 1001 in 1000.5..1001.5", "let b 0.01 in 0.0012345..1 log", "let c 1 in 0.999..1", "let d 0.5 in -1..1", "let e 4 in 1..9", "let f 0.05"]
STOPS = """
(() => {
  const slider = document.querySelector('[id="knob.NAME"]'), box = document.querySelector('[aria-label="NAME, value"]');
  return Array.from({ length: 1001 }, (_, place) => {
    slider.value = place;
    slider.dispatchEvent(new Event('input'));
    return Number(box.value);
  });
})()
"""


def sliders_stop_at_values(page):
    write("# Status\n\n# Bar\n\n# Parts\n\n# Part-cell-1\n\n# Knob-a\n\n# Page.status\n\n```nnb\n" + "\n".join(SLIDERS) + "\n```\n")
    page.wait("document.querySelector('[id=\"knob.f\"]') && document.querySelector('[id=\"page.status\"]').innerText.startsWith('ran in') && document.querySelector('h1')?.innerText === 'Status'")
    names = page.value("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    check("no name is given twice", len(names) == len(set(names)) and {"status", "page.status", "knob-a", "knob.a", "part-cell-1", "part.cell-1"} <= set(names), len(names))
    for line, (low, high, least) in zip(SLIDERS, [(1000.5, 1001.5, 1001), (0.0012345, 1, 1001), (0.999, 1, 1001), (-1, 1, 1001), (1, 9, 9), (0.005, 0.5, 1001)]):
        stops = page.value(STOPS.replace("NAME", line.split()[1]))
        check(line, stops == sorted(stops) and [stops[0], stops[-1]] == [low, high] and len(set(stops)) == least, f"{len(set(stops))} stops")
    page.value("(() => { const box = document.querySelector('[aria-label=\"f, value\"]'); box.value = '-1'; box.dispatchEvent(new Event('change')); })()")
    page.wait("document.querySelector('[aria-label=\"f, value\"]').value === '-1' && document.querySelector('[id=\"knob.f\"]').value === '0'")
    check("no stop was refused", page.value("document.querySelector('[id=\"page.problem\"]').hidden"))
    # Save is asked for while a turn is under way, and comes after it.
    page.value("(() => { const box = document.querySelector('[aria-label=\"e, value\"]'); for (const value of ['2', '3', '7']) { box.value = value; box.dispatchEvent(new Event('change')); } document.querySelector('[id=\"page.save\"]').onclick(); })()")
    page.wait("document.querySelector('[id=\"page.save\"]').hidden")
    check("save comes after the turns before it", "let e 7 in 1..9" in open(FILE).read())
    write(TEXT)
    page.wait("document.querySelector('[id=\"knob.rate\"]') && " + OLD)


def a_restart(server, page, other):
    check("Ctrl-C ends it well", server.stop() == 0)
    page.wait("document.querySelector('[id=\"page.status\"]').innerText.includes('lost')")
    shot(page, "lost")
    other.wait("document.querySelector('[id=\"page.status\"]').innerText.includes('lost')")
    other.value("(() => { const now = Date.now; Date.now = () => now() + 660000; })()")
    other.wait("document.querySelector('[id=\"page.status\"]').innerText.includes('the preview has ended')")
    check("a page does not wait for longer than an address is kept", True)
    write(TEXT.replace("Last words.", "Written meanwhile."))
    with socket.create_server(("127.0.0.1", int(server.url.split(":")[2].split("/")[0]))) as silent:
        stuck, _ = silent.accept()
    again = Server(NBRUN, FILE)
    check("the address is the same", again.url == server.url)
    page.wait("document.body.innerText.includes('Written meanwhile.') && !document.body.classList.contains('lost')", 20)
    check("the page has come back by itself, though somebody took its question and said nothing", True)
    stuck.close()
    second = subprocess.run([NBRUN, "preview", FILE, "--port", again.url.split(":")[2].split("/")[0]], capture_output=True, text=True, env=Server.environment, timeout=20)
    check("a port in use is told", second.returncode == 2 and "is in use" in second.stderr and "help:" in second.stderr, second.stderr.strip())
    return again


def shot(page, name):
    if SHOTS:
        os.makedirs(SHOTS, exist_ok=True)
        page.screenshot(os.path.join(SHOTS, name + ".png"))


def main():
    write(TEXT)
    missing = subprocess.run([NBRUN, "preview", "no.nnb"], capture_output=True, text=True, env=Server.environment)
    check("a file that is not there is told", missing.returncode == 2 and "no.nnb: no such file" in missing.stderr)
    server, browser = Server(NBRUN, FILE), Browser()
    try:
        strangers.strangers_are_refused(server)
        strangers.the_headers_are_strict(server)
        strangers.floods_are_cut_off(server)
        page, other = browser.page(server.url), browser.page(server.url)
        page.send("Page.bringToFront")
        the_page_follows(page)
        for scheme in ["light", "dark"]:
            page.scheme(scheme)
            shot(page, scheme)
            page.value("document.querySelector('[id=\"part.cell-3\"]').scrollIntoView({ behavior: 'instant' })")
            shot(page, scheme + "-pictures")
            page.value("scrollTo({ top: 0, behavior: 'instant' })")
        page.resize(400)
        check("nothing is wider than a narrow page", page.value("document.documentElement.scrollWidth") <= 400)
        shot(page, "narrow")
        page.value("document.querySelector('[id=\"part.cell-3\"]').scrollIntoView({ behavior: 'instant' })")
        shot(page, "narrow-pictures")
        page.value("scrollTo({ top: 0, behavior: 'instant' })")
        page.scheme("light")
        page.resize(1000)
        knobs_turn(page, other)
        refused = [line for line in page.console if "422" in line]
        check("the console is quiet", len(page.console) == len(refused) == 1 and other.console == [], page.console + other.console)
        a_long_training(page)
        sliders_stop_at_values(page)
        server = a_restart(server, page, other)
        server = strangers.a_stranger_at_the_port(NBRUN, FILE, server, page)
        server.stop()
        strangers.a_browser_gets_nothing_else(NBRUN, FILE, tempfile.mkdtemp(prefix="nbrun-desktop-"))
    finally:
        browser.close()
        server.process.terminate()


main()
