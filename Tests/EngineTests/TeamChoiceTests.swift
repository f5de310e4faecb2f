import CKernels
import Foundation
import Testing

@testable import Engine

/// A team works where it is faster, and otherwise costs next to nothing.
@Suite struct TeamChoiceTests {
  /// Does work for some seconds on a machine that takes some time for a repeat; gives the time taken and the repeats made.
  ///
  /// A call asks for so many repeats. The first time a way is taken it takes longer, and every other time is a tenth off.
  private func work(
    _ choice: inout TeamChoice, seconds: Double, repeatsOfCall: Int = 1000, alone: Double, together: Double
  ) -> (seconds: Double, repeats: Double, share: Double) {
    var (time, repeats, team, pieces) = (0.0, 0.0, 0.0, 0)
    while time < seconds {
      var left = repeatsOfCall
      while left > 0 {
        let piece = choice.next(of: left)
        #expect(piece.repeats > 0 && piece.repeats <= left)
        pieces += 1
        let noise = pieces % 2 == 0 ? 1.02 : 1
        let taken = (piece.isTeam ? together : alone) * Double(piece.repeats) * noise
        choice.note(piece, seconds: taken)
        (time, repeats, left) = (time + taken, repeats + Double(piece.repeats), left - piece.repeats)
        if piece.isTeam { team += taken }
      }
    }
    return (time, repeats, team / time)
  }

  @Test(arguments: [2e-6, 1e-4, 5e-3, 0.08], [1, 1000]) func aTeamThatIsFasterWorks(alone: Double, repeats: Int) {
    for isLarge in [false, true] {
      var choice = TeamChoice(isLarge: isLarge)
      let done = work(&choice, seconds: 20, repeatsOfCall: repeats, alone: alone, together: 0.55 * alone)
      #expect(done.share > 0.95, "\(done.share)")
      #expect(done.seconds / done.repeats < 0.6 * alone)
    }
  }

  /// Three times slower, as beside a program that keeps a processor, or a thousand times, as with many threads on one.
  @Test(arguments: [1.0, 3, 1000], [2e-6, 1e-4, 2e-3]) func aTeamThatIsSlowerCostsNextToNothing(
    slowness: Double, alone: Double
  ) {
    var choice = TeamChoice(isLarge: false)
    // What the first looks cost is paid once.
    _ = work(&choice, seconds: 1, alone: alone, together: slowness * alone)
    let done = work(&choice, seconds: 60, alone: alone, together: slowness * alone)
    #expect(done.seconds / done.repeats < 1.05 * 1.02 * alone, "\(done.seconds / done.repeats / alone)")
  }

  @Test func aLoadThatComesAndGoesIsNoticed() {
    var choice = TeamChoice(isLarge: false)
    #expect(work(&choice, seconds: 5, alone: 1e-4, together: 0.6e-4).share > 0.95)
    let busy = work(&choice, seconds: 20, alone: 1e-4, together: 9e-4)
    #expect(busy.seconds / busy.repeats < 1.08e-4)
    _ = work(&choice, seconds: 5, alone: 1e-4, together: 0.6e-4)
    #expect(work(&choice, seconds: 5, alone: 1e-4, together: 0.6e-4).share > 0.95)
  }

  /// A system may take a while to give each thread a processor; a look that comes too early says nothing.
  @Test(arguments: [2e-6, 1e-4, 5e-4]) func aTeamThatIsSlowAtFirstWorks(alone: Double) {
    var choice = TeamChoice(isLarge: false)
    var (team, time) = (0.0, 0.0)
    while time < 0.05 {
      let piece = choice.next(of: 1000)
      // It is half as fast until it has worked for some milliseconds.
      let taken = Double(piece.repeats) * alone * (piece.isTeam ? (team < 2.5e-3 ? 2 : 0.6) : 1)
      choice.note(piece, seconds: taken)
      (time, team) = (time + taken, team + (piece.isTeam ? taken : 0))
    }
    #expect(work(&choice, seconds: 0.025, alone: alone, together: 0.6 * alone).share > 0.9)
  }

  /// Whatever a team would cost.
  @Test func aShortTrainingOfASmallNetworkMeetsNobody() {
    var choice = TeamChoice(isLarge: false)
    #expect(work(&choice, seconds: 0.025, repeatsOfCall: 1, alone: 1e-4, together: 3e-4).share == 0)
    #expect(work(&choice, seconds: 5, alone: 1e-4, together: 0.6e-4).share > 0.9)
  }

  /// A single piece may be held up by anything.
  @Test func aTeamThatIsHeldUpForAMomentGoesOn() {
    var choice = TeamChoice(isLarge: false)
    #expect(work(&choice, seconds: 0.5, repeatsOfCall: 1, alone: 1e-3, together: 0.6e-3).share > 0.9)
    for _ in 0..<100 {
      // One piece in ten takes a millisecond longer.
      #expect(work(&choice, seconds: 5e-3, repeatsOfCall: 1, alone: 1e-3, together: 0.6e-3).share > 0.7)
      let piece = choice.next(of: 1)
      choice.note(piece, seconds: piece.isTeam ? 1.6e-3 : 1e-3)
    }
  }

  /// At once, not at the next look, whenever that is.
  @Test(arguments: [3.0, 3.3, 3.7, 4.1, 4.6]) func aLoadThatComesIsLeftAtOnce(after seconds: Double) {
    var choice = TeamChoice(isLarge: false)
    #expect(work(&choice, seconds: seconds, alone: 1e-4, together: 0.6e-4).share > 0.9)
    #expect(work(&choice, seconds: 0.05, repeatsOfCall: 20, alone: 1e-4, together: 9e-4).share < 0.5)
  }

  /// However long ago it was last compared.
  @Test func aTeamIsTakenAgainSoonAfterAMoment() {
    var choice = TeamChoice(isLarge: false)
    #expect(work(&choice, seconds: 20, alone: 1e-4, together: 0.6e-4).share > 0.95)
    _ = work(&choice, seconds: 5e-3, repeatsOfCall: 20, alone: 1e-4, together: 2e-4)
    _ = work(&choice, seconds: 0.045, alone: 1e-4, together: 0.6e-4)
    #expect(work(&choice, seconds: 0.2, alone: 1e-4, together: 0.6e-4).share > 0.95)
  }

  @Test func noMoreThreadsThanProcessorsAreTaken() {
    let count = Int(nb_processor_count())
    #expect((1...ProcessInfo.processInfo.processorCount).contains(count))
    #expect(ThreadCount(64).count == min(64, Int32(count)) && ThreadCount(1).count == 1)
    #expect(ThreadCount(exactly: 64).count == 64)
    #expect(ThreadCount.standard.count == min(8, Int32(count)))
  }
}
