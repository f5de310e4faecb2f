import Engine
import Testing

@testable import Preview

/// What a page is told on the way, each change of it: a page that is slow misses some of them.
@Suite struct PreviewWorkerTests {
  /// What every change leads to when a text is run.
  private func states(_ text: String) -> [PageState] {
    let worker = PreviewWorker("x.nnb", threads: 1, interval: 0)
    var (state, all) = (PageState(), [PageState]())
    worker.run(Array(text.utf8), Interruption()) { change in
      change(&state)
      all.append(state)
    }
    return all
  }

  private static let text = """
    ```nnb
    data xor
    layer affine 2 1
    loss mse
    train 400000 lr 0.1
    ```

    ```nnb
    train 300000 lr 0.1
    ```

    ```nnb
    show loss
    ```

    """

  @Test func aTrainingThatHasEndedIsNotThatOfTheNextCell() throws {
    let states = states(Self.text)
    let trainings = states.filter { $0.status.progress != nil }
    #expect(Set(trainings.map(\.status.progress?.steps)) == [400_000, 300_000])
    #expect(trainings.allSatisfy { $0.status.progress?.part == $0.status.running })
    #expect(states.contains { $0.status.running == "part.cell-3" && $0.status.progress == nil })
    #expect(states.last?.status.running == nil && states.last?.status.progress == nil)
  }

  @Test func outputsAreShownCellByCell() {
    let states = states(Self.text)
    let old = states.map { $0.parts.filter(\.isOld).map(\.id) }
    // What is not run yet is old, and nothing is old again that was new.
    #expect(old.contains(["part.cell-2", "part.cell-3"]) && old.contains(["part.cell-3"]))
    let counts = states.drop { $0.parts.isEmpty }.map { $0.parts.count { $0.isOld } }
    #expect(counts == counts.sorted(by: >))
    #expect(counts.last == 0)
  }
}
