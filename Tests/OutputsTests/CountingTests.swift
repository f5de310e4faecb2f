import Outputs
import Testing

@Suite struct CountingTests {
  @Test func oneThingAloneIsSingular() {
    #expect([0, 1, 2, 11].map { counted($0, "row") } == ["0 rows", "1 row", "2 rows", "11 rows"])
  }
}
