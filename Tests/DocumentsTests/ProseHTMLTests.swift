import Documents
import Language
import Testing

@Suite struct ProseHTMLTests {
  private func prose(_ text: String, picture: @escaping (String) -> String? = { _ in nil }) -> ProseHTML {
    Document.parse(Source(name: "test.nnb", text: text)).document.html(picture: picture)
  }

  /// The prose alone, in one piece.
  private func html(_ text: String, picture: @escaping (String) -> String? = { _ in nil }) -> String {
    prose(text, picture: picture).parts.map { if case .prose(let html) = $0 { html } else { "" } }.joined()
  }

  @Test func cellsStandBetweenTheProse() {
    let text =
      "a\n\n```nnb\nb\n```\n<!-- nnb:output -->\n\nc\n\n<!-- /nnb:output -->\n~~~ nnb x\n~~~\nd [e]\n\n[e]: f.html\n"
    #expect(
      prose(text).parts == [
        .prose("<p>a</p>\n"), .cell(0), .cell(1), .prose("<p>d <a href=\"f.html\">e</a></p>\n"),
      ])
    #expect(prose("```nnb\na").parts == [.cell(0)])
    #expect(prose("- a\n```nnb\nb\n```\n- c\n").parts.count == 3)
  }

  @Test func headingsHaveNamesAsOnGitHub() {
    let headings = prose("# A *b* `c`!\n\nA b c\n---\n\n> ## A b-c_d\n\n# あ、い\n\n#\n\n# A b c 1\n\n# A b c\n").headings
    #expect(headings.map(\.id) == ["a-b-c", "a-b-c-1", "a-b-c_d", "あい", "section", "a-b-c-1-1", "a-b-c-2"])
    #expect(headings.map(\.level) == [1, 2, 2, 1, 1, 1, 1])
    #expect(headings.map(\.text) == ["A b c!", "A b c", "A b-c_d", "あ、い", "", "A b c 1", "A b c"])
  }

  @Test(arguments: [
    ("<script>alert(1)</script>\n", "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt;\n</code></pre>\n"),
    ("a <b onclick=\"c\">d</b><br>e <!-- f -->\n", "<p>a d<br />\ne </p>\n"),
    ("<!-- a -->\n\n<!-- b\n\nc -->\n", ""),
    ("[a](javascript:b) [c](JAVASCRIPT:d) <vbscript:e>\n", "<p>a c vbscript:e</p>\n"),
    ("[a](data:text/html,b) [c](file:///d) [e](mailto:f)\n", "<p>a c <a href=\"mailto:f\">e</a></p>\n"),
    ("[a](b \"c\\\"><script>\")\n", "<p><a href=\"b\" title=\"c&quot;&gt;&lt;script&gt;\">a</a></p>\n"),
    (
      "![a](https://b/c.png) ![d *e*](f\"g.png)\n",
      "<p><span class=\"absent\">a (picture: https://b/c.png)</span> "
        + "<span class=\"absent\">d <em>e</em> (picture: f&quot;g.png)</span></p>\n"
    ),
    // The signs that marks are made of.
    (
      "$a$ \u{F0000}0\u{F0001} [b](c \"\u{F0000}0\u{F0001}\")\n",
      "<p><span class=\"math\">$a$</span> \u{FFFD}0\u{FFFD} <a href=\"c\" title=\"\u{FFFD}0\u{FFFD}\">b</a></p>\n"
    ),
  ])
  func whatAnAuthorWritesRunsNothing(_ text: String, expected: String) {
    #expect(html(text) == expected)
  }

  @Test(arguments: [
    ("$x_1*y_2*z$", "<p><span class=\"math\">$x_1*y_2*z$</span></p>\n"),
    ("**$a<b$**", "<p><strong><span class=\"math\">$a&lt;b$</span></strong></p>\n"),
    ("`$`b$ c", "<p><code>$</code>b$ c</p>\n"),
    ("`$a$` [$b$](c$d$)", "<p><code>$a$</code> <a href=\"c$d$\"><span class=\"math\">$b$</span></a></p>\n"),
    ("$5 and $6, a$b$c, \\$d\\$, `$` e $", "<p>$5 and $6, a$b$c, $d$, <code>$</code> e $</p>\n"),
    ("    $a$\n", "<pre><code>$a$\n</code></pre>\n"),
    ("``` $a$\n$b$\n```", "<pre><code class=\"language-$a$\">$b$\n</code></pre>\n"),
    (
      "$$\na\n+ b_*c*\n$$",
      "<p>" + ["$$", "a", "+ b_*c*", "$$"].map { "<span class=\"math\">\($0)</span>" }.joined(separator: "<br>\n")
        + "</p>\n"
    ),
    (
      "> $$a\n> *b*$$\n",
      "<blockquote>\n<p><span class=\"math\">$$a</span><br>\n<span class=\"math\">*b*$$</span></p>\n</blockquote>\n"
    ),
    ("$$a\n\n*b*$$\n", "<p>$$a</p>\n<p><em>b</em>$$</p>\n"),
  ])
  func formulasStayAsTheyAreWritten(_ text: String, expected: String) {
    #expect(html(text) == expected)
  }

  @Test func formulasInTables() {
    let table = html("| $a_1*b*$ | c |\n|---|--:|\n| $d*e*$ | $|f|$ |\n")
    #expect(table.contains("<th><span class=\"math\">$a_1*b*$</span></th>\n<th align=\"right\">c</th>"))
    #expect(table.contains("<td><span class=\"math\">$d*e*$</span></td>\n<td align=\"right\">$</td>"))
    #expect(table.hasPrefix("<div class=\"scroll\" role=\"region\" aria-label=\"table\" tabindex=\"0\">\n<table>"))
  }

  @Test func aFewBytesDoNotBecomeMillionsOfCells() {
    let wide = String(repeating: "|a", count: 3000) + "|\n" + String(repeating: "|-", count: 3000) + "|\n"
    #expect(html(wide).contains("<table>"))
    #expect(!html(wide + String(repeating: "|a\n", count: 3000)).contains("<table>"))
  }

  /// It would take the library minutes to find these links.
  @Test func moreLinksThanAnybodyWritesAreText() {
    let links = String(repeating: "*a* [b](c) `[` $[$\n", count: 10_000)
    let shown = prose(links + "\n```nnb\nd\n```\n\n[e](f)\n")
    #expect(shown.parts.count == 3 && shown.parts.last == .prose("<p><a href=\"f\">e</a></p>\n"))
    let line = "<em>a</em> [b](c) <code>[</code> <span class=\"math\">$[$</span>"
    #expect(html(links).hasPrefix("<p>\(line)\n\(line)\n"))
  }

  @Test func picturesAreAskedFor() {
    let text = html("![a \"b\" $c$](d%20e.png) ![f[^1]](g)[^1]\n\n| ![h](i) |\n|-|\n\n[^1]: j") { path in
      path == "d%20e.png" || path == "i" ? "data:\"\(path)" : path == "g" ? "data:g" : nil
    }
    #expect(text.contains("<img src=\"data:&quot;d%20e.png\" alt=\"a &quot;b&quot; $c$\">"))
    #expect(text.contains("<th><img src=\"data:&quot;i\" alt=\"h\"></th>"))
    // What stands in the place of words has no part in the page's names.
    #expect(text.contains("id=\"footnote.1.1\"") && !text.contains("footnote.1.2"))
  }

  @Test func addressesStandForBytes() {
    #expect(percentDecoded("a%20%C3%a9+") == Array("a é+".utf8))
    for wrong in ["%", "%2", "%zz", "%+1", "% 1", "%1%", "%\u{FF11}1"] {
      #expect(percentDecoded(wrong) == nil, "\(wrong)")
    }
  }

  @Test func footnotesLeadThereAndBack() {
    let text = html("a[^x] b[^y] c[^x]\n\n[^x]: d\n\n    e\n[^y]: f[^y]\n[^z]: never\n")
    for name in ["1", "1.1", "1.2", "2", "2.1", "2.2"] {
      #expect(text.components(separatedBy: "id=\"footnote.\(name)\"").count == 2, "\(name)")
      #expect(text.contains("href=\"#footnote.\(name)\""), "\(name)")
    }
    #expect(text.contains("<p>e</p>") && !text.contains("never"))
  }

  @Test func theLanguageIsThatOfTheProse() {
    #expect(prose("a\n").language == "en")
    #expect(prose("網の中\n").language == "ja")
    #expect(prose("网络\n").language == "en")
    #expect(prose("```nnb\n# の\n```\n").language == "en")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var (parts, rest) = ([String](), self[...])
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
