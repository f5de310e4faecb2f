import Language
import Outputs
import Report
import Testing

@Suite struct HTMLOutputTests {
  @Test(arguments: [
    (Output.note("a `b <c>` & d"), "<p>a <code>b &lt;c&gt;</code> &amp; d</p>"),
    (.note("  "), ""),
    (.text("\na\n <b>\n"), "<pre tabindex=\"0\">\n\na\n &lt;b&gt;</pre>"),
    (
      .failure(Failure(place: "cell 1, line 2", message: "a", sourceLine: "b <c", columns: 2..<4, help: "d")),
      "<div class=\"failure\" role=\"group\" aria-label=\"error\"><pre tabindex=\"0\">"
        + "cell 1, line 2: error: a\nb &lt;c\n  ^^\nhelp: d</pre></div>"
    ),
  ])
  func outputs(_ output: Output, expected: String) {
    #expect(html(output) == expected)
  }

  @Test func aTableIsATable() {
    let table = Table(
      caption: "c `d`", columns: [.init("<a>", isNumeric: false), .init("b")],
      rows: [[.text("e & f"), .number(-0.00001, decimals: 4)], [.none, .integer(7)]])
    #expect(
      html(.table(table)) == """
        <figure>
        <figcaption>c <code>d</code></figcaption>
        <div class="scroll" role="region" aria-label="c `d`" tabindex="0"><table>
        <thead><tr><th scope="col">&lt;a&gt;</th><th scope="col" class="n">b</th></tr></thead>
        <tbody>
        <tr><td>e &amp; f</td><td class="n">\(formatted(-0.00001, decimals: 4))</td></tr>
        <tr><td></td><td class="n">7</td></tr>
        </tbody>
        </table></div>
        </figure>
        """)
  }

  @Test func aLongTableSaysWhatItLeavesOut() {
    let rows = (0..<30).map { [Table.Value.integer($0)] }
    let shown = html(.table(Table(columns: [.init("a")], rows: rows)))
    #expect(shown.contains("<p class=\"remark\">(10 rows in the middle are left out; <code>full</code> shows all)</p>"))
    #expect(!shown.contains(">10<") && shown.contains(">9<") && shown.contains(">20<"))
  }

  @Test func aPlotIsAPictureOfThePage() {
    let plot = Plot(
      title: "a <b>", summary: "c & d", x: .init("x"), y: .init("y"),
      series: [.init(name: "e", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)])])
    let shown = html(.plot(plot))
    #expect(
      shown.hasPrefix("<figure class=\"picture\">\n<svg class=\"plot\" viewBox=")
        && shown.hasSuffix("</svg>\n</figure>"))
    #expect(shown.contains("role=\"img\"") && shown.contains("<title>a &lt;b&gt;</title>\n<desc>c &amp; d</desc>"))
    // Rules and names would be those of the whole page.
    for part in ["<style", " style=", " id=", "<!--"] { #expect(!shown.contains(part), "\(part)") }
    #expect(html(.plot(plot), figures: .text).hasPrefix("<pre"))
    #expect(html(.plot(plot), figures: .none) == "<p>(plot left out: a &lt;b&gt;)</p>")
  }

  @Test func smallPicturesAreDrawn() {
    let picture = Pictures.Picture(title: "<t>", columns: 2, pixels: [0, 1, .nan, 0.5])
    let shown = html(.pictures(Pictures(caption: "c", pictures: [picture], range: 0...1, missing: 2)))
    #expect(shown.contains("viewBox=\"0 0 2 2\"") && shown.contains("<figcaption>&lt;t&gt;</figcaption>"))
    #expect(shown.contains("d=\"M1 0h1v1H1z\"") && shown.contains("2 more pictures are left out"))
  }

  @Test func textOfStrangersIsTextAlone() {
    let text = "\u{1b}[31m<script>\"'&\u{202e}`<b>`"
    let plot = Plot(title: text, summary: text, x: .init(text), y: .init(text), series: [.init(name: text, points: [])])
    let failure = Failure(place: text, message: text, sourceLine: text, columns: 0..<3, notes: [text], help: text)
    let table = Table(caption: text, columns: [.init(text)], rows: [[.text(text)]])
    let page = HelpPage([.init([.usage([text]), .entries([.init(text, text)], column: 20)])])
    let pictures = Pictures(caption: text, pictures: [.init(title: text, columns: 1, pixels: [1])], range: 0...1)
    for output in [
      Output.note(text), .text(text), .help(page), .table(table), .plot(plot), .pictures(pictures), .failure(failure),
    ] {
      for mode in FigureMode.allCases {
        let shown = html(output, figures: mode)
        for part in ["<script", "<b>", "\u{1b}", "\u{202e}", "\"'"] { #expect(!shown.contains(part), "\(output)") }
      }
    }
  }

  @Test func aCellShowsWhatItsWordsAre() {
    let text = "train 60 lr $a # b\nlet s \"c d\" \\\n  two 3 <\n\nbad ' line\n"
    let source = Source(name: "", text: text)
    let cell = HTMLCell(number: 2, label: "e", remark: "skip", lines: Array(source.lines.dropLast()), of: source)
    #expect(
      cell.html(outputs: ["", "<p>f</p>"]) == """
        <section class="cell" id="cell.2" aria-label="e">
        <details open><summary><b>e</b> <i>skip</i> <code>train 60 lr $a # b</code></summary>
        <pre tabindex="0"><code><b>train</b> <span class="number">60</span> lr <var>$a</var> <i># b</i>
        <b>let</b> s <span class="string">&quot;c d&quot;</span> \\
          two <span class="number">3</span> &lt;

        <b>bad</b> ' line</code></pre></details>
        <div class="outputs">
        <p>f</p>
        </div>
        </section>
        """)
    let long = Source(name: "", text: String(repeating: "show loss\n", count: 26))
    #expect(
      HTMLCell(number: 1, lines: Array(long.lines.dropLast()), of: long).sourceHTML.hasPrefix("<details><summary>"))
  }

  /// The examples of FIPS 180-4 and its bounds between blocks, by sha256sum.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
  ])
  func digests(_ text: String, expected: String) {
    let digits = sha256(Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    #expect(digits.joined() == expected)
  }

  /// The examples of RFC 4648.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func base64OfBytes(_ text: String, expected: String) {
    #expect(base64(Array(text.utf8)) == expected)
  }
}
