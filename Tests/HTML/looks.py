"""Opens pages in a browser, wide and narrow, light, dark and on paper: looks.py FOLDER [SCREENSHOTS].

The console has to stay empty, nothing may be loaded, the page may not be wider than the window, and what is wider scrolls
in a box that the keyboard reaches.
"""

import os
import pathlib
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../Browser"))
import findings
from browser import Browser
from findings import expect

folder = pathlib.Path(sys.argv[1])
screenshots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None


def look(tab, page, width, scheme):
    name = f"{page.stem} at {width}, {scheme}"
    tab.resize(width, 1600)
    tab.scheme(scheme)
    tab.open(page.as_uri())
    ground = tab.value("getComputedStyle(document.body).backgroundColor")
    ink = tab.value("getComputedStyle(document.querySelector('main p, main h1')).color")
    bright = [sum(map(int, colour[4:-1].split(","))) > 382 for colour in (ground, ink)]
    expect(bright == ([False, True] if scheme == "dark" else [True, False]), name, f"{ink} on {ground}")
    expect(tab.value("document.documentElement.scrollWidth <= innerWidth"), name, "wider than the window")
    unreached = tab.value("""[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1
        && getComputedStyle(e).overflowX == 'auto' && e.tabIndex < 0).map(e => e.outerHTML.slice(0, 80)).join()""")
    expect(not unreached, name, f"the keyboard does not reach {unreached}")
    words = tab.value("[...document.querySelectorAll('.plot text:not(.b)')].map(e => getComputedStyle(e).fill)[0]")
    if words:
        expect(words == ("rgb(213, 213, 213)" if scheme == "dark" else "rgb(51, 51, 51)"), name, f"words in {words}")
    expect(not tab.console, name, str(tab.console)[:300])
    for url in tab.requests:
        expect(url == page.as_uri() or url.startswith("data:"), name, f"loads {url[:100]}")
    if screenshots:
        screenshots.mkdir(parents=True, exist_ok=True)
        tab.screenshot(screenshots / f"{page.stem}-{width}-{scheme}.png")


browser = Browser()
tab, pages = browser.page("about:blank"), sorted(folder.glob("*.html"))
for page in pages:
    for width, scheme in ((1400, "light"), (400, "dark"), (400, "light")):
        look(tab, page, width, scheme)
    tab.scheme("light", media="print")
    tab.open(page.as_uri())
    closed = tab.value("[...document.querySelectorAll('main details pre')].filter(e => !e.checkVisibility()).length")
    if tab.value("CSS.supports('selector(::details-content)')"):
        expect(closed == 0, page.stem, f"{closed} cells are closed on paper")
browser.close()
print(f"{len(pages)} pages in a browser, wide and narrow, light, dark and on paper")
sys.exit(1 if findings.failures else 0)
