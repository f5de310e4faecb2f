import Outputs

/// The columns of a table that are shown: each gap between them has one column of `…`.
struct ShownColumns {
  /// Their places among all columns, in order.
  let places: [Int]
  /// How many columns there are.
  private let count: Int

  /// How many columns of a table in a report stay of more than 16, and how many of these at the end.
  private static let (most, kept, last) = (16, 12, 5)

  /// As a report shows them: all of 16 or fewer, otherwise the first 7, the last 5, and what is essential.
  init(usual columns: [Table.Column]) {
    count = columns.count
    let elision = Elision(of: count, keeping: count > Self.most ? Self.kept : count, atMostLast: Self.last)
    places = Set(elision.places + columns.indices.filter { columns[$0].isEssential }).sorted()
  }

  private init(_ places: [Int], of count: Int) { (self.places, self.count) = (places, count) }

  /// Fewer and fewer columns, down to one: those in the middle go first, and what is essential goes last.
  func narrower(_ columns: [Table.Column]) -> some Sequence<ShownColumns> {
    let essential = columns.indices.filter { columns[$0].isEssential }
    let others = columns.indices.filter { !columns[$0].isEssential }
    let kept = places.count - essential.count
    let choices = (0..<max(kept, 0)).reversed().lazy.map { kept in
      Elision(of: others.count, keeping: kept, atMostLast: Self.last).places.map { others[$0] } + essential
    }
    // The first says which row it is, and the last is the class predicted or the loss.
    let fewest = (1..<max(essential.count, 1)).reversed().lazy.map { kept in
      Array(essential.prefix(min(kept - 1, 1)) + essential.suffix(max(kept - 1, 1)))
    }
    return [AnySequence(choices), AnySequence(fewest)].lazy.joined().filter { !$0.isEmpty }
      .map { ShownColumns($0.sorted(), of: count) }
  }

  /// How many columns are left out.
  var missing: Int { count - places.count }

  /// Where all that is left out stood, in words; nothing where it stood in several places with the first column among them.
  var whereMissing: String {
    if places == Array(0..<places.count) { return " at the end" }
    if places == Array(missing..<count) { return " at the beginning" }
    return places.first == 0 ? " in the middle" : ""
  }

  /// What stays of a row, with a mark in the place of each gap.
  func applied<Item>(to items: [Item], mark: Item) -> [Item] {
    var (shown, next): ([Item], Int) = ([], 0)
    for place in places {
      if place > next { shown.append(mark) }
      shown.append(items[place])
      next = place + 1
    }
    return next < count ? shown + [mark] : shown
  }
}
