"""A headless Chromium, driven by its DevTools protocol through a pipe: what the tests of pages have in common."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Browser:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="nbrun-browser-")
        to_browser, self.out = os.pipe()
        self.into, from_browser = os.pipe()

        def place_pipes():
            # The browser reads from 3 and writes to 4, whatever numbers the pipes have got here.
            reading, writing = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--no-first-run", "--disable-renderer-backgrounding", "--disable-background-timer-throttling",
             "--disable-backgrounding-occluded-windows", "--remote-debugging-pipe", f"--user-data-dir={self.folder}", "about:blank"],
            preexec_fn=place_pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer, self.count, self.answers, self.handlers = b"", 0, {}, {}

    def send(self, method, session=None, **params):
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        number, deadline = self.count, time.time() + 30
        while number not in self.answers:
            self.receive(deadline - time.time())
        answer = self.answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def receive(self, timeout):
        if not select.select([self.into], [], [], max(timeout, 0))[0]:
            raise TimeoutError("the browser does not answer")
        data = os.read(self.into, 1 << 20)
        if not data:
            raise RuntimeError("the browser has ended")
        *messages, self.buffer = (self.buffer + data).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self.answers[message["id"]] = message
            elif message.get("sessionId") in self.handlers:
                self.handlers[message["sessionId"]](message)

    def page(self, url, width=1000, height=900):
        return Page(self, url, width, height)

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Page:
    """A tab: what it wrote to its console, and what it asked for, are kept from when it is opened."""

    def __init__(self, browser, url, width, height):
        self.browser, self.console, self.requests = browser, [], []
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        browser.handlers[self.session] = self.note
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.send(domain + ".enable")
        self.resize(width, height)
        self.open(url)

    def open(self, url):
        """Opens an address and waits until all of it is there."""
        self.value("window.isLeft = true")
        self.console, self.requests = [], []
        self.send("Page.navigate", url=url)
        self.wait("!window.isLeft && document.readyState === 'complete'")

    def note(self, message):
        params = message["params"]
        if message["method"] == "Runtime.exceptionThrown":
            self.console.append(params["exceptionDetails"]["text"])
        elif message["method"] == "Runtime.consoleAPICalled":
            self.console.append(str([part.get("value") for part in params["args"]]))
        elif message["method"] == "Log.entryAdded":
            self.console.append(params["entry"]["text"])
        elif message["method"] == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    def send(self, method, **params):
        return self.browser.send(method, self.session, **params)

    def resize(self, width, height=900):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def scheme(self, name, media=""):
        self.send("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": name}])

    def value(self, expression):
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"]["exception"].get("description", "failed") + "\n" + expression)
        return result["result"].get("value")

    def wait(self, expression, seconds=15):
        start = time.time()
        while time.time() - start < seconds:
            value = self.value(expression)
            if value:
                return value
            time.sleep(0.02)
        shown = self.value("document.body.innerText.slice(0, 1500)")
        raise AssertionError(f"never became true: {expression}\nthe page:\n{shown}")

    def mouse(self, kind, x, y):
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left",
                  buttons=0 if kind == "mouseReleased" else 1, clickCount=1)

    def click(self, selector):
        x, y = self.center(selector)
        self.mouse("mousePressed", x, y)
        self.mouse("mouseReleased", x, y)

    def center(self, selector):
        box = self.box(selector)
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def box(self, selector):
        return self.value(f"document.querySelector({json.dumps(selector)}).getBoundingClientRect().toJSON()")

    def screenshot(self, path):
        self.send("Page.bringToFront")
        data = self.send("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
