/// The candidate most like a mistyped word, or nil if none is near enough to suggest.
///
/// Nearness is the optimal string alignment distance (Damerau–Levenshtein with non-overlapping transpositions). Of three or
/// four letters one may differ, of up to eight two, and of more three; of one or two letters only the order.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let letters = Array(word.lowercased().unicodeScalars.prefix(64))
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let distance = alignmentDistance(letters, Array(candidate.lowercased().unicodeScalars))
    let isNear = letters.count > 2 || letters.sorted() == candidate.lowercased().unicodeScalars.sorted()
    let most = letters.count <= 4 ? 1 : letters.count <= 8 ? 2 : 3
    if isNear, distance <= most, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
}

private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforePrevious[j - 1] + 1) }
      current.append(cost)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[b.count]
}
