import Report

/// The page as a browser loads it, once: what it shows comes later, through its events.
public enum Page {
  /// The HTML; no script and no style that does not have the secret has a meaning.
  ///
  /// - Parameter nonce: the secret of this one answer, of hexadecimal digits.
  public static func html(nonce: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>nbrun preview</title>
    <link rel="icon" href="data:,">
    <style nonce="\(nonce)">\(HTMLStyle.sheet)
    \(text(PackageResources.page_css))</style>
    </head>
    <body>
    <header id="page.bar">
    <div id="page.line"><strong id="page.title"></strong> <span id="page.status" role="status"></span>
    <button id="page.save" type="button" hidden>Save values</button>
    <button id="page.rerun" type="button" title="Run every cell again, with files as they are now">Run again</button></div>
    <div id="page.knobs"></div>
    <p id="page.problem" role="alert" hidden></p>
    </header>
    <main id="page.parts"></main>
    <noscript>This page follows a notebook by a script.</noscript>
    <script nonce="\(nonce)">\(text(PackageResources.page_js))</script>
    </body>
    </html>

    """
  }

  /// What a browser may do with the page: nothing that is not in it, but to ask the same server.
  public static func policy(nonce: String) -> String {
    [
      "default-src 'none'", "script-src 'nonce-\(nonce)'", "style-src 'nonce-\(nonce)'", "img-src data:",
      "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
