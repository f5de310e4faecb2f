/// The numbers by which a diagnosis tells sick runs from healthy ones, each with where it comes from.
///
/// None of them decides on its own: most findings are about runs that have not learned, and say so first.
enum Thresholds {
  // MARK: - When there is something to say

  /// The least steps of which anything is said: a curve of fewer points has no course (our own choice).
  static let leastSteps = 20

  /// The steps after which a training says unasked that it is no better than one answer (our own choice).
  static let manySteps = 100

  /// The share of the loss of the best single answer below which a run has learned.
  ///
  /// 1 - R² for squared errors: a tenth is R² = 0.9, which Cohen (1988) and practice call a very good fit.
  static let learnedShare = 0.1

  /// The share above which a run has not learned: half of what the best single answer costs (our own choice).
  static let unlearnedShare = 0.5

  /// The share above which a run does worse than the best single answer, beyond the shaking of batches (our own choice).
  static let worseShare = 1.05

  /// The most rows that are looked at; of more, so many that are spread evenly, as TensorBoard samples its histograms.
  static let mostRows = 1000

  // MARK: - The course of the loss

  /// How much a loss that stands may move, as a share of it; PyTorch's ReduceLROnPlateau has 1e-4 for one epoch.
  static let plateauBand = 1e-3

  /// The least points of a curve that has a course: fewer may agree by chance.
  static let coursePoints = 8

  /// How near a loss must be to the cost of an answer to be named by it, as a share of it.
  static let namedLoss = 0.01

  /// How near two outputs must be to be the same answer, as a share of the spread of the targets.
  static let sameAnswer = 0.01

  /// The share of the later half's differences that go up in a loss that oscillates.
  ///
  /// Descent below the stable rate never goes up (Nesterov 2004, theorem 2.1.5); of a loss that jumps about it is half.
  static let risesOfOscillation = 0.2

  /// The width of an oscillation, as a share of the loss it is around (our own choice, above what rounding can do).
  static let widthOfOscillation = 0.1

  /// How many times its first value a loss must reach to have risen.
  static let growthOfRise = 10.0

  // MARK: - Units

  /// The share of a layer's units that must be dead to be told: Karpathy's CS231n notes warn of up to 40 % dead units,
  /// and one of the four units of a small network is a quarter.
  static let deadShare = 0.25

  /// The slope of a saturated unit, as a share of the largest that its function has.
  ///
  /// A hundredth: sigmoid below 0.0025 or above 0.9975, tanh beyond 0.995 (Glorot and Bengio 2010 look at the same ends).
  static let saturatedSlope = 0.01

  /// The share of rows on which such a unit is saturated.
  static let saturatedRows = 0.95

  /// The share of a layer's units that must be saturated (half: Glorot and Bengio 2010, figure 2, where learning stops).
  static let saturatedShare = 0.5

  /// How far copies of a unit may be apart, as a share of their weights: rounding alone.
  static let sameUnit = 1e-9

  // MARK: - Gradients, updates, weights

  /// The ratio of the mean gradients of the first and the last weights below which the gradient vanishes.
  ///
  /// Each layer of sigmoid passes on at most a quarter (Hochreiter 1991): a thousandth is five of them.
  static let vanishingRatio = 1e-3

  /// The ratio above which it explodes (Pascanu, Mikolov and Bengio 2013): a hundred is a factor of two in seven layers.
  static let explodingRatio = 1e2

  /// The share of its weights by which an update is too large: fifty times the 1e-3 that Karpathy's CS231n notes want.
  static let largeUpdate = 0.05

  /// The share of their weights by which a first step can kill units (our own choice: a third of what they are).
  static let killingStep = 0.3

  /// The share below which an update does nothing: a thousandth of what these notes want.
  static let smallUpdate = 1e-6

  /// The size of initial weights that is too small, as a share of Glorot and Bengio's sqrt(2 / (inputs + outputs)).
  static let smallWeights = 0.1

  /// The size that is too large, as a multiple of the same.
  static let largeWeights = 3.0

  /// By how many times their own size weights must be able to move for a larger rate to be the cure.
  ///
  /// A sum of the steps at the present gradient, rate × steps × |gradient| / |weights|. On A2's plateau it is 1.5 at rate
  /// 0.1, where a run just gets away, and 15 at rate 1, where it does so early; at a start near zero it is 0.001.
  static let movementOfCure = 10.0

  /// The largest learning rate that is proposed.
  static let largestRate = 1.0

  /// The share of the asked rate below which a schedule has faded it: training goes on at a hundredth at most.
  static let fadedRate = 0.01

  /// The rate that is proposed to optimisers that divide by the gradient: what PyTorch has for RMSprop and Adagrad.
  static let usualAdaptiveRate = 0.01

  /// The share of the largest stable rate, 2 over the curvature, below which a rate is small (LeCun et al. 1998 take half
  /// of it as the best; a hundredth of that takes a hundred times as long).
  static let smallRate = 0.01

  /// The share of their size by which weights have moved that are still where they began: ten steps of the thousandth that
  /// Karpathy's CS231n notes want.
  static let unmovedShare = 0.01

  /// The share of what there was to gain that a run with a small rate has gained at most.
  static let smallGain = 0.25

  // MARK: - Data

  /// The ratio of the widths of two input columns that are on different scales.
  ///
  /// LeCun et al. (1998) want all at variance 1; the curvature goes with the square, so that 30 is a condition of 900.
  static let scaleRatio = 30.0

  /// The magnitude of inputs that are out of scale all together.
  static let largeInput = 30.0

  // MARK: - The test part

  /// By how much the test loss has risen from its best, as a share of it (Prechelt 1998, "GL", takes 1 to 5 %; small test
  /// parts move by more by chance).
  static let testRise = 0.25

  /// How many times the loss on the rows to learn from the test loss must be, too.
  static let testGap = 2.0

  // MARK: - Trying cures

  /// The most steps that one cure is tried for.
  static let mostTrialSteps = 100_000

  /// The most cures that are tried.
  static let mostTrials = 6

  /// The share of the loss that a cure has to get below to have helped: half of it.
  static let helpedShare = 0.5
}
