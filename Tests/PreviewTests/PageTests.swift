import Testing

@testable import Preview

/// What a browser is told that the page may do.
@Suite struct PageTests {
  /// The Content Security Policy, by the names of its directives.
  private func policy(nonce: String) -> [String: String] {
    let directives = Page.policy(nonce: nonce).split(separator: ";").map { $0.split(separator: " ").map(String.init) }
    return Dictionary(uniqueKeysWithValues: directives.map { ($0[0], $0.dropFirst().joined(separator: " ")) })
  }

  @Test func nothingButThePageItselfRuns() {
    let policy = policy(nonce: "0123")
    #expect(policy["script-src"] == "'nonce-0123'" && policy["style-src"] == "'nonce-0123'")
    #expect(policy["img-src"] == "data:" && policy["connect-src"] == "'self'")
    for name in ["default-src", "base-uri", "form-action", "frame-ancestors"] { #expect(policy[name] == "'none'") }
  }

  @Test func namesOfThePageAreNoHeadings() {
    let names = Page.html(nonce: "0123").matches(of: #/\sid="([^"]*)"/#).map { String($0.1) }
    #expect(names.count == 9 && Set(names).count == 9)
    #expect(names.allSatisfy { $0.contains(".") })
  }
}
