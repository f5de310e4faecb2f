"""Writes notebooks as pages and looks into them: pages.py NBRUN ROOT FOLDER."""

import base64
import hashlib
import html.parser
import pathlib
import re
import struct
import subprocess
import sys
import urllib.parse
import zlib

import findings
from findings import expect

nbrun, root, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
VOID = {"meta", "img", "br", "hr"}
ELEMENTS = set(
    """html head meta title style body nav main section details summary figure figcaption div p pre code a b i em strong
    del sup span var ol ul li table thead tbody tr th td blockquote h1 h2 h3 h4 h5 h6 img br hr
    svg desc path text rect circle polyline""".split())
ATTRIBUTES = set(
    """lang charset http-equiv content name class id href title alt src start open role tabindex aria-label scope align
    viewBox width height font-size x y cx cy r rx d points fill fill-opacity stroke-width stroke-opacity stroke-linejoin
    stroke-dasharray shape-rendering text-anchor transform""".lower().split())


class Page(html.parser.HTMLParser):
    """The elements of a page; whatever is not closed as it was opened is a failure."""

    def __init__(self, name, text):
        super().__init__(convert_charrefs=True)
        self.name, self.stack, self.ids, self.links = name, [], [], []
        self.found, self.texts, self.attributes = {}, {}, {}
        self.headings, self.contents, self.tables, self.sources, self.policy = [], [], [], [], ""
        self.feed(text)
        self.close()
        expect(not self.stack, name, f"not closed: {self.stack}")

    def inside(self, tag, cls=None):
        return any(t == tag and (cls is None or cls in a.get("class", "").split()) for t, a in self.stack)

    def handle_decl(self, text):
        expect(text == "doctype html" and self.getpos() == (1, 0), self.name, f"<!{text}>")

    def handle_starttag(self, tag, attributes):
        expect(tag in ELEMENTS, self.name, f"<{tag}>")
        for key, value in attributes:
            expect(key in ATTRIBUTES, self.name, f"<{tag} {key}={value}>")
        attributes = dict(attributes)
        self.found[tag] = self.found.get(tag, 0) + 1
        self.attributes[tag] = attributes
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if "src" in attributes:
            expect(attributes["src"].startswith("data:image/"), self.name, f"src={attributes['src'][:60]}")
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag == "svg":
            expect(attributes.get("role") == "img", self.name, "a picture without its role")
            self.hasTitle = False
        if tag == "table":
            box = self.stack[-1]
            expect(box[1].get("tabindex") == "0" and box[1].get("aria-label"), self.name, "a table without its box")
            if self.inside("div", "outputs"):
                self.tables.append([])
        if tag == "tr" and self.inside("div", "outputs"):
            self.tables[-1].append([])
        if tag in ("td", "th") and self.inside("div", "outputs"):
            self.tables[-1][-1].append("")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append("")
        if tag == "a" and self.inside("nav"):
            self.contents.append("")
        if tag == "code" and self.inside("section", "cell") and self.inside("pre") and self.inside("details"):
            self.sources.append("")
        if tag not in VOID:
            self.stack.append((tag, attributes))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        expect(self.stack and self.stack[-1][0] == tag, self.name, f"</{tag}> within {[t for t, _ in self.stack]}")
        if self.stack:
            self.stack.pop()
        if tag == "title" and self.inside("svg"):
            self.hasTitle = True
        if tag == "svg":
            expect(self.hasTitle, self.name, "a picture without a title")

    def handle_data(self, data):
        tag = self.stack[-1][0] if self.stack else ""
        if self.stack and self.stack[-1][0] in ("style", "title") and not self.inside("svg"):
            self.texts[tag] = self.texts.get(tag, "") + data
        if self.tables and self.inside("div", "outputs") and (self.inside("td") or self.inside("th")):
            self.tables[-1][-1][-1] += data
        if any(re.fullmatch("h[1-6]", t) for t, _ in self.stack):
            self.headings[-1] += data
        if self.inside("nav") and self.inside("a"):
            self.contents[-1] += data
        if self.sources and self.inside("section", "cell") and self.inside("pre") and self.inside("details"):
            self.sources[-1] += data


def looked_into(name, text):
    """What every page has to be."""
    page = Page(name, text)
    for tag in ("html", "main", "title", "style", "body"):
        count = page.found.get(tag, 0) - (page.found.get("svg", 0) if tag == "title" else 0)
        expect(count == 1, name, f"{count} <{tag}>")
    expect(page.attributes["html"].get("lang") in ("en", "ja"), name, "lang")
    expect(page.texts.get("title", "").strip(), name, "no title")
    digest = base64.b64encode(hashlib.sha256(page.texts["style"].encode()).digest()).decode()
    wanted = ["default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:", "base-uri 'none'", "form-action 'none'"]
    expect(page.policy.split("; ") == wanted, name, page.policy)
    twice = {i for i in page.ids if page.ids.count(i) > 1}
    expect(not twice, name, f"ids that stand twice: {twice}")
    for link in page.links:
        scheme = re.match(r"([a-zA-Z][-+.a-zA-Z0-9]*):", link)
        expect(not scheme or scheme[1] in ("http", "https", "mailto"), name, link)
        if link.startswith("#"):
            expect(urllib.parse.unquote(link[1:]) in page.ids, name, f"{link} leads nowhere")
    headings = [h for h in page.headings if h]
    expect(page.contents == (headings if len(headings) > 1 else []), name, f"contents {page.contents} of {headings}")
    return page


def unescaped(cell):
    cell = re.sub(r"<span>(.)</span>", r"\1", cell.strip())
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", cell)


def tables_of(report):
    """The tables of a Markdown report's output blocks."""
    tables = []
    for block in re.findall(r"<!-- nnb:output.*?-->\n(.*?)<!-- /nnb:output -->", report, re.S):
        block = re.sub(r"^(`{3,})text\n.*?^\1$", "", block, flags=re.S | re.M)
        for grid in re.findall(r"(?:^\|.*\n)+", block, re.M):
            rows = [[unescaped(c) for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in grid.splitlines()]
            tables.append(rows[:1] + rows[2:])
    return tables


def sources_of(notebook):
    return [body.rstrip("\n") for body in re.findall(r"^```nnb.*\n((?:.*\n)*?)```$", notebook, re.M)]


def page_of(notebook, *options):
    run = subprocess.run([nbrun, "run", notebook, "-q", *options], capture_output=True, text=True)
    expect(run.returncode == 0, notebook, run.stderr)
    return run.stdout


def small_picture():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0\0\xff\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


for notebook in sorted((root / "notebooks").glob("*.nnb")):
    if notebook.stem == "mnist":
        continue
    target = folder / f"{notebook.stem}.html"
    page_of(notebook, "-o", str(target))
    text = target.read_text()
    page = looked_into(notebook.name, text)
    expected = tables_of(notebook.with_suffix(".md").read_text())
    expect(page.tables == expected, notebook.name, "its tables are not those of the report in Markdown")
    expect(page.sources == sources_of(notebook.read_text()), notebook.name, "its cells are not those of the notebook")
    print(f"{notebook.stem}: {len(text)} bytes, {len(page.tables)} tables, {page.found.get('svg', 0)} pictures")

(folder / "dot.png").write_bytes(small_picture())
(folder / "evil.svg").write_text(
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script>'
    '<image href="http://a.example/b.png"/></svg>')
hostile = folder / "hostile.nnb"
hostile.write_text((root / "Tests/HTML/hostile.nnb").read_text())
page_of(hostile, "-o", str(folder / "hostile.html"))
page = looked_into("hostile.nnb", (folder / "hostile.html").read_text())
expect(page.attributes["html"]["lang"] == "ja", "hostile.nnb", "lang")
expect(page.found["img"] == 2, "hostile.nnb", f"{page.found['img']} pictures")

two = folder / "two.nnb"
two.write_text("# Two\n\n```nnb\ndata xor\nlayer affine 2 2\nloss softmax_cross_entropy\ntrain 100 lr 0.1\nplot loss\n```\n\n"
               "And:\n\n```nnb\nshow weights\n```\n")
pages = [page_of(two, "--to", "html", "--figures", "none") for _ in range(2)]
expect(pages[0] == pages[1], "two.nnb", "not the same bytes twice")
expect(len(pages[0].encode()) < 30_000, "two.nnb", f"{len(pages[0].encode())} bytes")
looked_into("two.nnb", pages[0])
print(f"two cells without pictures: {len(pages[0].encode())} bytes")
sys.exit(1 if findings.failures else 0)
