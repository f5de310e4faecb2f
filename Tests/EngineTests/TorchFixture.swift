import Foundation

/// The lines of a file of recorded draws or runs: words, a colon, and numbers.
struct RecordedLines {
  let lines: [(words: [String], numbers: [Double])]

  init(_ name: String) {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/\(name)")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    lines = text.split(separator: "\n").map { line in
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = parts.count > 1 ? parts[1].split(separator: " ").compactMap { Double($0) } : []
      return (parts[0].split(separator: " ").map(String.init), numbers)
    }
  }
}
