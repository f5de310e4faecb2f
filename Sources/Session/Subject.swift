import Engine
import Language
import Outputs

/// What can be shown: what it needs, the shape of its numbers, and how it is shown. Whatever can be shown can be expected.
///
/// A subject is one file in `Subjects/` and one line of ``SubjectTable/all``; nothing else lists subjects. What
/// is forgotten does not compile: by default a subject stops no training, and nothing else.
protocol Subject: Sendable, CustomStringConvertible {
  /// What a check has found out and the rest may rely on.
  associatedtype Ready

  /// The word and its arguments.
  static var form: Form { get }

  /// Itself, if a training can be stopped by it; a cast would look through all types of the program.
  static var watched: (any WatchedSubject.Type)? { get }

  /// Takes the word that was written, which for a pattern is one of many, and its arguments.
  init(_ word: String, _ arguments: Arguments)

  /// The subject as it is written.
  var description: String { get }

  /// Says why it cannot be shown, or finds out what showing it rests on: what a `require…` of ``Facts`` gives.
  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> Ready

  /// The shape of its numbers.
  func shape(_ ready: Ready, _ facts: Facts) -> SubjectShape

  /// Its numbers, row by row, as an expectation states them.
  func value(_ ready: Ready, _ state: State) -> SubjectValue

  /// What showing it says, at length if `full` was written.
  func outputs(_ ready: Ready, _ state: State, isFull: Bool) -> [Output]
}

/// A subject of one number that a training can be stopped by.
protocol WatchedSubject: Subject {
  /// Says why a training cannot look at it.
  ///
  /// The training has checked data, network and loss already, but memory only for the rows of a step: what looks at all
  /// rows in one pass asks for it here. Messages about the subject point at `at[argument]`, where the training names it.
  func checkWatched(_ facts: Facts, _ fit: FoundFit, _ at: Places, _ argument: String) throws(Diagnostic)

  /// When to stop, given what its number has to be: `.outputs` looks at the rows of every step, `.logged` at any rows, for
  /// every row of the log.
  ///
  /// - Parameters:
  ///   - objective: what the check of the training has found.
  ///   - state: the state before the training; ``State/with(_:)`` gives it the network that a look is at.
  ///   - isWhole: whether every step sees all the rows of the training, so that a number of them can be looked at in each.
  ///   - holds: what the number has to be.
  func stopCondition(
    _ objective: FoundObjective, _ state: State, isWhole: Bool, _ holds: @escaping @Sendable (Double) -> Bool
  ) -> Training.StopCondition
}

extension WatchedSubject {
  static var watched: (any WatchedSubject.Type)? { Self.self }
}

/// The shape of what a subject is.
enum SubjectShape: Equatable {
  /// A text.
  case text
  /// Numbers: the length of each row; nil where only running can tell.
  case rows([Int]?)

  /// One number.
  static let number = SubjectShape.rows([1])
}

/// What a subject is.
enum SubjectValue {
  case text(String)
  case rows([[Double]])
}

/// A subject that a check has passed, with what the check has found.
struct CheckedSubject {
  /// The subject as it is written.
  let name: String
  let shape: SubjectShape
  /// What it is in a state that the facts are of.
  let value: (State) -> SubjectValue
  /// What showing it in such a state says.
  let outputs: (State, _ isFull: Bool) -> [Output]
}

extension Subject {
  static var watched: (any WatchedSubject.Type)? { nil }

  /// The subject with what a check has found.
  func checked(_ facts: Facts, _ at: Places) throws(Diagnostic) -> CheckedSubject {
    let ready = try check(facts, at)
    return CheckedSubject(
      name: description, shape: shape(ready, facts), value: { value(ready, $0) },
      outputs: { outputs(ready, $0, isFull: $1) })
  }
}

extension Parameter {
  /// One row of the data.
  static let row = Parameter.keyword("row", .integer(1...Int(Int32.max)), "only this row of the data, counted from 1")
}

/// The end of the description of a subject that may be of one row.
func onRow(_ row: Int?) -> String { row.map { " row \($0)" } ?? "" }
