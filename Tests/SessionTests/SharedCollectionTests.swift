import Language
import Testing

@testable import Session

/// Collections whose copies share what they have in common are what the standard library's would be.
@Suite struct SharedCollectionTests {
  @Test("an array holds what one of the standard library holds, at every size and after every change")
  func arrays() {
    var (shared, plain) = (SharedArray<Int>(), [Int]())
    var random = SystemRandomNumberGenerator()
    for number in 0..<10_000 {
      shared.append(number)
      plain.append(number)
      if number % 7 == 0 {
        let place = Int.random(in: 0...number, using: &random)
        shared[place] = -number
        plain[place] = -number
      }
      if [1, 15, 16, 17, 255, 256, 257, 4095, 4096, 4097].contains(number) { #expect(Array(shared) == plain) }
    }
    #expect(Array(shared) == plain && shared.count == 10_000 && shared.last == plain.last)
    #expect(Array(shared.reversed()) == plain.reversed())
  }

  @Test("a copy of an array keeps its elements whatever becomes of the other")
  func copiesOfArrays() {
    var copies: [SharedArray<Int>] = [[]]
    for number in 0..<600 { copies.append(SharedArray(Array(copies[number]) + [number])) }
    var last = copies[600]
    var fork = copies[300]
    for number in 0..<300 {
      last.append(-number)
      fork.append(-number)
      last[number] = 7
    }
    for (count, copy) in copies.enumerated() { #expect(Array(copy) == Array(0..<count)) }
    #expect(Array(fork) == Array(0..<300) + (0..<300).map { -$0 })
  }

  @Test("a dictionary holds what one of the standard library holds, and its copies keep what they had")
  func dictionaries() {
    var (shared, plain) = (SharedDictionary<Int>(), [String: Int]())
    var copies: [(shared: SharedDictionary<Int>, plain: [String: Int])] = []
    for number in 0..<5000 {
      let key = "a\(number * 7919 % 3001)"
      shared.set(key, to: number)
      plain[key] = number
      if number % 500 == 0 { copies.append((shared, plain)) }
    }
    copies.append((shared, plain))
    for (shared, plain) in copies {
      #expect(shared.count == plain.count && shared.isEmpty == plain.isEmpty)
      #expect(Dictionary(uniqueKeysWithValues: shared.entries.map { ($0.key, $0.value) }) == plain)
      #expect(plain.allSatisfy { shared[$0.key] == $0.value } && shared["b"] == nil)
    }
  }

  @Test("the first place with a property is found at every size")
  func partitioning() {
    for count in 0..<20 {
      for place in 0...count { #expect(Array(0..<count).partitioningIndex { $0 >= place } == place) }
    }
  }
}
