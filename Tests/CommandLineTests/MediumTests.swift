import Testing

/// What a report is written as, and where.
@Suite struct MediumTests {
  private let nbrun: Program

  init() throws {
    nbrun = try Program()
    try nbrun.write(smallNotebook, to: "small.nnb")
  }

  @Test func theEndingNamesTheMedium() throws {
    let run = try nbrun("small.nnb", "-o", "small.html")
    #expect(run.status == 0 && run.output == "" && run.errors == "small.html written\n")
    let page = try nbrun.read("small.html")
    #expect(page.hasPrefix("<!doctype html>\n") && page.hasSuffix("</html>\n") && page.contains("<svg class=\"plot\""))
    #expect(!nbrun.has("small_files"))
    // The same bytes each time, over the report that is there, and by whichever way.
    #expect(try nbrun("small.nnb", "-o", "small.html", "--threads", "2").status == 0)
    #expect(try nbrun.read("small.html") == page)
    #expect(try nbrun("small.nnb", "--to", "html").output == page)
    #expect(try nbrun("run", "--to", "html", input: smallNotebook).output == page)
    try nbrun.write("", to: "out/.keep")
    #expect(try nbrun("small.nnb", "-o", "out", "--to", "html").status == 0)
    #expect(try nbrun.read("out/small.html") == page && !nbrun.has("out/small.md"))
  }

  @Test func aPageLeavesTheReportBesideItAlone() throws {
    #expect(try nbrun("small.nnb", "-o", "small.md").status == 0)
    let picture = try nbrun.read("small_files/network-1-1.svg")
    #expect(try nbrun("small.nnb", "-o", "small.html").status == 0)
    #expect(try nbrun.read("small_files/network-1-1.svg") == picture)
    // The report is a notebook too, with pictures that are drawn anew.
    #expect(try nbrun("small.md", "-o", "again.html").status == 0)
    #expect(try nbrun.read("again.html") == nbrun.read("small.html"))
    #expect(try nbrun("check", "small.md").status == 0)
  }

  @Test func aPageOfOthersStays() throws {
    try nbrun.write("<!doctype html>\n<title>Mine</title>\n", to: "small.html")
    let run = try nbrun("small.nnb", "-o", "small.html")
    #expect(run.status == 64 && run.output == "")
    #expect(
      run.errors.hasPrefix("Error: 'small.html' is no report, and its text would be lost: --force replaces it\n"))
    #expect(try nbrun.read("small.html").contains("Mine"))
    #expect(try nbrun("small.nnb", "-o", "small.html", "--force").status == 0)
    #expect(try nbrun("small.nnb", "-o", "small.html").status == 0)
  }

  @Test func aFailedRunHasAPageOfItsOwn() throws {
    #expect(try nbrun("small.nnb", "-o", "small.html").status == 0)
    let page = try nbrun.read("small.html")
    try nbrun.write(smallNotebook.replacing("plot loss", with: "plot loss\nexpect loss < 0"), to: "small.nnb")
    let run = try nbrun("small.nnb", "-o", "small.html")
    #expect(run.status == 1)
    #expect(run.errors.hasSuffix("small.html is left as it was; the report of this run is small.failed.html\n"))
    #expect(try nbrun.read("small.html") == page)
    let failed = try nbrun.read("small.failed.html")
    #expect(failed.contains("<svg class=\"plot\"") && failed.contains("<div class=\"failure\""))
    try nbrun.write(smallNotebook, to: "small.nnb")
    #expect(try nbrun("small.nnb", "-o", "small.html").status == 0)
    #expect(!nbrun.has("small.failed.html"))
  }

  @Test func whatHasNoPageSaysWhatToDo() throws {
    let script = try nbrun("run", "--to", "html", input: "help train\n")
    #expect(script.status == 64 && script.output == "")
    #expect(script.errors.hasPrefix("Error: a bare list of commands has no report to be written as 'html'"))
    let check = try nbrun("check", "small.html")
    #expect(check.status == 64)
    #expect(
      check.errors.hasPrefix("Error: 'small.html' is a page to be read: check its notebook, or a report in Markdown\n"))
    #expect(try nbrun("small.nnb", "--to", "pdf").status == 64)
  }

  @Test func picturesOfTheProseAreInThePageOrAMessageSaysWhyNot() throws {
    try nbrun.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "a/in it.svg")
    try nbrun.write("GIF89a", to: "outside.gif")
    try nbrun.write(
      "![one](in%20it.svg) ![two](../outside.gif) ![three](none.png) ![four](x.nnb) ![five](http://a.example/b.png)\n\n"
        + smallNotebook, to: "a/x.nnb")
    let run = try nbrun("a/x.nnb", "-o", "a/x.html")
    #expect(run.status == 0)
    #expect(
      run.errors == """
        a/x.nnb: note: picture '../outside.gif' is not in the page: '../outside.gif' is outside the notebook's folder
        a/x.nnb: note: picture 'none.png' is not in the page: no such file or directory
        a/x.nnb: note: picture 'x.nnb' is not in the page: it is no PNG, JPEG, GIF, WebP or SVG
        a/x.nnb: note: picture 'http://a.example/b.png' is not in the page: it would be loaded from elsewhere
        a/x.html written

        """)
    let page = try nbrun.read("a/x.html")
    #expect(
      page.contains("<img src=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=\""))
    #expect(page.contains("<span class=\"absent\">two (picture: ../outside.gif)</span>") && !page.contains("R0lGODlh"))
    #expect(try nbrun("a/x.nnb", "--allow-path", ".", "--to", "html").output.contains("data:image/gif;base64,R0lGODlh"))
  }
}
