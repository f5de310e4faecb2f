/// The candidate most like a mistyped word, or nil if none is near enough to suggest.
///
/// Nearness is the optimal string alignment distance (Damerau–Levenshtein with non-overlapping transpositions). Of three or
/// four letters one may differ, of up to eight two, and of more three; of one or two letters only the order.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let letters = Array(word.lowercased().unicodeScalars.prefix(64))
  let most = letters.count <= 4 ? 1 : letters.count <= 8 ? 2 : 3
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    // Every letter too many or too few is one that differs; only beyond ASCII may lower case have another length.
    let (length, isASCII) = (candidate.utf8.count, candidate.utf8.allSatisfy { $0 < 0x80 })
    if isASCII, abs(length - letters.count) > most { continue }
    let other =
      isASCII
      ? candidate.utf8.map { Unicode.Scalar((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) }
      : Array(candidate.lowercased().unicodeScalars)
    let distance = alignmentDistance(letters, other)
    let isNear = letters.count > 2 || letters.sorted() == other.sorted()
    if isNear, distance <= most, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
}

private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  // Three rows of the table of distances between beginnings: that of this letter, and those of the two before it.
  let width = b.count + 1
  var rows = Array(0..<width) + Array(repeating: 0, count: 2 * width)
  for i in a.indices {
    let (beforePrevious, previous, current) = ((i + 2) % 3 * width, i % 3 * width, (i + 1) % 3 * width)
    rows[current] = i + 1
    for j in b.indices {
      var cost = min(
        rows[previous + j + 1] + 1, rows[current + j] + 1, rows[previous + j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, rows[beforePrevious + j - 1] + 1) }
      rows[current + j + 1] = cost
    }
  }
  return rows[a.count % 3 * width + b.count]
}
