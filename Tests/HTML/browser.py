"""Opens pages in a browser, wide and narrow, light, dark and on paper: browser.py FOLDER [SCREENSHOTS].

The console has to stay empty, nothing may be loaded, the page may not be wider than the window, and what is wider scrolls
in a box that the keyboard reaches.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

folder = pathlib.Path(sys.argv[1])
screenshots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
failures = 0


class Browser:
    """A browser driven through a pipe by its own protocol."""

    def __init__(self, profile):
        # It reads what is asked from file 3 and answers on file 4.
        (asked, self.ask), (self.answers, answered) = os.pipe(), os.pipe()
        command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                   f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"]
        shell = f'exec 3<&{asked} 4>&{answered}; exec "$@"'
        self.process = subprocess.Popen(["bash", "-c", shell, "bash", *command], pass_fds=(asked, answered),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(asked), os.close(answered)
        self.rest, self.number, self.events, self.session = b"", 0, [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.rest:
            part = os.read(self.answers, 1 << 16)
            if not part:
                sys.exit("the browser has ended")
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.ask, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, url):
        self.events = []
        self.call("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def end(self):
        os.write(self.ask, json.dumps({"id": 0, "method": "Browser.close"}).encode() + b"\0")
        self.process.wait(20)


def expect(condition, page, what):
    global failures
    if not condition:
        failures += 1
        print(f"{page}: {what}")


def keep(browser, name):
    if screenshots:
        screenshots.mkdir(parents=True, exist_ok=True)
        picture = browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=False)["data"]
        (screenshots / name).write_bytes(base64.b64decode(picture))


def look(browser, page, width, scheme):
    name = f"{page.stem} at {width}, {scheme}"
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=1600, deviceScaleFactor=1, mobile=False)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(page.as_uri())
    ground = browser.value("getComputedStyle(document.body).backgroundColor")
    ink = browser.value("getComputedStyle(document.querySelector('main p, main h1')).color")
    bright = [sum(map(int, colour[4:-1].split(","))) > 382 for colour in (ground, ink)]
    expect(bright == ([False, True] if scheme == "dark" else [True, False]), name, f"{ink} on {ground}")
    expect(browser.value("document.documentElement.scrollWidth <= innerWidth"), name, "wider than the window")
    unreached = browser.value("""[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1
        && getComputedStyle(e).overflowX == 'auto' && e.tabIndex < 0).map(e => e.outerHTML.slice(0, 80)).join()""")
    expect(not unreached, name, f"the keyboard does not reach {unreached}")
    words = browser.value("[...document.querySelectorAll('.plot text:not(.b)')].map(e => getComputedStyle(e).fill)[0]")
    if words:
        expect(words == ("rgb(213, 213, 213)" if scheme == "dark" else "rgb(51, 51, 51)"), name, f"words in {words}")
    for event in browser.events:
        kind, details = event["method"], event["params"]
        if kind in ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            expect(False, name, json.dumps(details)[:300])
        if kind == "Network.requestWillBeSent":
            url = details["request"]["url"]
            expect(url == page.as_uri() or url.startswith("data:"), name, f"loads {url[:100]}")
    keep(browser, f"{page.stem}-{width}-{scheme}.png")


with tempfile.TemporaryDirectory() as profile:
    browser = Browser(profile)
    pages = sorted(folder.glob("*.html"))
    for page in pages:
        for width, scheme in ((1400, "light"), (400, "dark"), (400, "light")):
            look(browser, page, width, scheme)
        browser.call("Emulation.setEmulatedMedia", media="print", features=[])
        browser.open(page.as_uri())
        closed = browser.value("[...document.querySelectorAll('main details pre')].filter(e => !e.checkVisibility()).length")
        if browser.value("CSS.supports('selector(::details-content)')"):
            expect(closed == 0, page.stem, f"{closed} cells are closed on paper")
        browser.call("Emulation.setEmulatedMedia", media="", features=[])
    browser.end()
print(f"{len(pages)} pages in a browser, wide and narrow, light, dark and on paper")
sys.exit(1 if failures else 0)
