import Engine
import Language

/// `seed 42`: starts the random stream again from a number.
struct SeedCommand: SessionCommand, Equatable {
  let seed: UInt32
  let family: RandomStream.Family

  static let form = Form(
    "seed", "start the random stream again from a number",
    [
      .positional("number", .integer(0...0xFFFF_FFFF), "the seed, 0 to 4294967295"),
      .flag("torch", "draw what PyTorch's CPU generator draws"),
    ],
    details: """
      The stream is NumPy's legacy one, so `seed 42` draws what `np.random.seed(42)` draws; `seed 42 torch` draws what \
      `torch.manual_seed(42)` draws, in single precision and weights output by output as torch.nn.Linear keeps them. \
      Normal values of 16 weights or more agree with PyTorch to about six digits only. Dropout then drops what \
      torch.nn.Dropout of PyTorch 2.13 drops on any CPU; versions that drew with MKL on Intel's processors dropped others. \
      Without this command the stream is NumPy's and starts from seed 0, and the report says so.
      """,
    examples: ["seed 42", "seed 42 torch"],
    misuses: [
      .init("seed -1", "number must be at least 0"),
      .init("seed 1.5", "number must be a whole number, not '1.5'"),
    ])
  static let effect = Effect.sets([.settings])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {
    (seed, family) = (UInt32(arguments.integer("number")), arguments.has("torch") ? .torch : .numpy)
  }

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    state.stream = RandomStream(seed: seed, family: family)
    state.isSeeded = true
  }
}
