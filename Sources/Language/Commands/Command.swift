/// One command as it was written: what to do, and where each of its arguments stands.
public struct Command: Sendable, Equatable {
  /// What to do.
  public var action: Action
  /// The lines of the command as they were written, its block and comments included.
  public var text = ""
  /// The offset in the source at which these lines start.
  var textStart = 0
  /// The extent of the command in the source, its block included.
  public var span: Span
  /// The extent of the command's first line, for messages.
  public var headSpan: Span
  /// The places of the arguments by name; an argument of a form is `form.argument`.
  public var places: [String: Span]
  /// Whether the value of this `let` was replaced from outside the text.
  public var isOverridden = false

  /// The lines of the command with a part of them replaced.
  public func text(replacing place: Span, with new: String) -> String {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(place.lower - textStart..<place.upper - textStart, with: new.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A part of the command as it was written.
  public func text(of place: Span) -> String {
    String(decoding: Array(text.utf8)[place.lower - textStart..<place.upper - textStart], as: UTF8.self)
  }

  /// The place of an argument, or of the whole command if the argument was left out.
  public func place(of argument: String) -> Span {
    places[argument] ?? headSpan
  }
}

/// What a command does, with every argument checked and every default filled in.
public enum Action: Sendable, Equatable {
  /// Starts the random stream again from a seed.
  case seed(UInt32, StreamName)
  /// Chooses the floating-point type of the networks to come.
  case precision(PrecisionName)
  /// Sets the decimals of the numbers shown.
  case digits(Int)
  /// Gives a name to a value; `$name` was replaced when the text was read, so nothing is left to do.
  case bind(name: String, value: Token.Kind)
  /// Replaces the data set.
  case data(DataDescription)
  /// Keeps a share of the rows back to test on.
  case split(test: Double)
  /// Brings the inputs to a common scale.
  case normalize(NormalisationName)
  /// Leaves the first rows alone to learn from.
  case take(Int)
  /// Puts the rows to learn from in a new order.
  case shuffle
  /// Adds a layer to the network and draws its parameters.
  case layer(LayerDescription)
  /// Chooses the loss and how the gradient is averaged over the samples.
  case loss(LossName, ReductionName?)
  /// Chooses how parameters follow their gradients.
  case optimizer(OptimizerDescription)
  /// Chooses how the learning rate changes over a training.
  case schedule(ScheduleDescription)
  /// Chooses the rows that the steps of the trainings to come see.
  case batch(BatchDescription)
  /// Trains the network.
  case train(TrainDescription)
  /// Shows a value.
  case show(Subject, isFull: Bool)
  /// Shows the network's prediction for one sample.
  case predict([Double])
  /// Draws a picture.
  case plot(PlotName)
  /// Keeps the loss curve and the results of the network under a name.
  case keep(String)
  /// Fails unless a value is as stated.
  case expect(Expectation)
  /// Writes the weights to a file.
  case save(String)
  /// Writes the commands of the session to a file, as a notebook.
  case saveNotebook(String, replaces: Bool)
  /// Reads the weights from a file.
  case load(String)
  /// Removes the network and its history.
  case reset
  /// Gives the network its initial weights back.
  case rewind
  /// Takes the last command back that changed something.
  case undo
  /// Sets the network beside what it was, or beside a run that was kept.
  case compare(run: String?)
  /// Lists the commands of the session.
  case history
  /// Ends the session.
  case quit
  /// Explains a command, or lists them all.
  case help(String?)
}

/// Whose random stream a seed starts.
public enum StreamName: String, Sendable, Equatable, CaseIterable {
  case numpy, torch
}

/// The name of a floating-point type.
public enum PrecisionName: String, Sendable, Equatable, CaseIterable {
  case float32, float64
}

/// One line of a block of numbers: values, and after an arrow more values.
public struct WrittenRow: Sendable, Equatable {
  /// The numbers before the arrow, or all of them.
  public var values: [Double]
  /// The numbers after the arrow; empty if there is none.
  public var targets: [Double]
  /// The places of all the numbers, values first.
  public var places: [Span]
  /// The extent of the line.
  public var span: Span
}

/// A layer as it was asked for.
public enum LayerDescription: Sendable, Equatable {
  /// y = xW + b with W shaped inputs × outputs.
  case affine(inputs: Int, outputs: Int, weights: InitialiserDescription, biases: InitialiserDescription)
  /// A function of each value, or of each row for softmax.
  case activation(ActivationName, slope: Double)
  /// Zeros in training, with a probability.
  case dropout(Double)
  /// Columns of mean 0 and variance 1, scaled and shifted.
  case batchNorm(momentum: Double, epsilon: Double)
}

/// The name of an activation function.
public enum ActivationName: String, Sendable, Equatable, CaseIterable {
  case sigmoid, relu
  case leakyRelu = "leaky_relu"
  case tanh, identity, softmax
}

/// How a parameter gets its first values.
public enum InitialiserDescription: Sendable, Equatable {
  case he, xavier, lecun, torch
  case normal(Double)
  case uniform(Double, Double)
  case constant(Double)
}

/// The pictures there are.
public enum PlotName: String, Sendable, Equatable, CaseIterable {
  case loss, runs
}

/// The name of a loss.
public enum LossName: String, Sendable, Equatable, CaseIterable {
  case softmaxCrossEntropy = "softmax_cross_entropy"
  case mse, sse
  case binaryCrossEntropy = "binary_cross_entropy"
}

/// Whether the gradient is divided by the number of samples.
public enum ReductionName: String, Sendable, Equatable, CaseIterable {
  case mean, sum
}

/// A quantity compared with a number.
public struct Condition: Sendable, Equatable {
  /// The quantity: loss or accuracy.
  public var quantity: QuantityName
  /// The comparison and its right-hand side.
  public var comparison: Comparison
}

/// A quantity of the whole network, on the data to learn from or on the test part.
public enum QuantityName: String, Sendable, Equatable, CaseIterable {
  case loss, accuracy
  case testLoss = "test_loss"
  case testAccuracy = "test_accuracy"
}

/// The right-hand side of a comparison.
public struct Comparison: Sendable, Equatable {
  /// The operator.
  public var relation: Relation
  /// The number compared with.
  public var value: Double

  /// The operators.
  public enum Relation: String, Sendable, Equatable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "="
  }

  /// Whether a number stands in this relation to the value; NaN stands in none.
  public func holds(for number: Double, within tolerance: Double = 0) -> Bool {
    switch relation {
    case .less: number < value
    case .lessOrEqual: number <= value
    case .greater: number > value
    case .greaterOrEqual: number >= value
    case .equal: number == value || (number - value).magnitude <= tolerance
    }
  }
}

/// What can be shown and expected.
public enum Subject: Sendable, Equatable {
  case model, weights, biases
  /// The inputs and targets of all rows, or of one.
  case data(row: Int?)
  /// One parameter or running statistic: `W1`, `b2` or `running_mean1`.
  case parameter(ParameterName)
  /// The gradients of all parameters, or of one, on all rows or one.
  case gradients(ParameterName?, row: Int?)
  case outputs(row: Int?)
  case predictions(row: Int?)
  /// The outputs of the hidden layers, or of one of them, on all rows or one.
  case hidden(layer: Int?, row: Int?)
  case loss(row: Int?)
  /// The loss the last training step saw before its update.
  case trainingLoss
  case accuracy
  /// The loss on the test part.
  case testLoss
  /// The accuracy on the test part.
  case testAccuracy
  /// How often each class is taken for each, on the test part if there is one.
  case confusion
  /// What `keep` has kept.
  case runs
  case history
  /// A hash of the bits of all parameters.
  case digest
}

/// What a value has to be.
public struct Expectation: Sendable, Equatable {
  /// The value looked at.
  public var subject: Subject
  /// What it has to be.
  public var claim: Claim
  /// The largest difference that counts as equal.
  public var tolerance: Double

  /// The kinds of claim.
  public enum Claim: Sendable, Equatable {
    /// A single number in a relation to another.
    case comparison(Comparison)
    /// A text, for values that are not numbers.
    case text(String)
    /// All the numbers, row by row.
    case rows([WrittenRow])
  }
}
