// Times one piece of work again and again, as its peers in compare.py do theirs, and prints one number: the median
// of the seconds a step, or a product, took.
//
//   step PRECISION BATCH THREADS WIDTH...   a training step of a ReLU (for xor: sigmoid) network
//   xor                                     a step of the XOR network, in stretches of 6000
//   epoch THREADS                           an epoch of 784-200-200-10 on 60,000 made pictures, in float32, batches of 100
//   sweep RUNS UNITS STEPS THREADS [until] [curve]  a step of one of so many XOR trainings in lock-step, of 2-UNITS-1
//   pool RUNS UNITS STEPS THREADS           the same for trainings that cannot go in lock-step, on batches of 2
//   product PRECISION M K N                 an M × K matrix times a K × N one, on one thread
import CKernels
import Engine

let arguments = CommandLine.arguments.dropFirst()
let clock = ContinuousClock()

func median(repeats: Int, _ work: () -> Void) -> Double {
  let times = (0..<repeats).map { _ in clock.measure(work) / .seconds(1) }.sorted()
  return times[times.count / 2]
}

/// The time of one product by the kernels alone.
@MainActor func productTime(isFloat32: Bool, rows: Int, inner: Int, columns: Int) -> Double {
  let form = nb_form_named(nil)!.pointee
  let (a, b, y) = (rows * inner, inner * columns, rows * columns)
  let size = isFloat32 ? MemoryLayout<Float>.size : MemoryLayout<Double>.size
  let memory = UnsafeMutableRawPointer.allocate(byteCount: (a + b + y) * size, alignment: 64)
  var stream = RandomStream(seed: 8)
  for index in 0..<(a + b) {
    if isFloat32 {
      memory.storeBytes(of: Float(stream.uniform()), toByteOffset: index * size, as: Float.self)
    } else {
      memory.storeBytes(of: stream.uniform(), toByteOffset: index * size, as: Double.self)
    }
  }
  var operation = nb_operation()
  (operation.kind, operation.rows, operation.columns, operation.inner) = (NB_AFFINE, rows, columns, inner)
  operation.affine = nb_affine(
    input: memory, weights: memory + a * size, biases: nil, output: memory + (a + b) * size, activated: nil)
  let product = operation
  let repeats = max(1, 100_000_000 / (rows * inner * columns))
  let runner = isFloat32 ? form.run_f32 : form.run_f64
  let work = { _ = nb_run(runner, [product], 1, repeats, 1, nil) }
  work()
  return median(repeats: 9, work) / Double(repeats)
}

switch arguments.first {
case "xor":
  let optimizers: [String: Optimizer] = [
    "momentum": Optimizer(.momentum(0.9)), "rmsprop": Optimizer(.rmsprop(0.99)), "adam": Optimizer(.adam(0.9, 0.999)),
    "clip": Optimizer(.sgd, clipping: 1),
  ]
  let words = arguments.dropFirst()
  var stream = RandomStream(seed: 42)
  var network = Network(precision: .float64)
  network.addAffine(inputs: 2, outputs: 4, weights: .uniform(0, 1), biases: .normal(1), from: &stream)
  network.add(SigmoidLayer())
  network.addAffine(inputs: 4, outputs: 2, weights: .uniform(0, 1), biases: .normal(1), from: &stream)
  let trainer = Trainer(
    network, inputs: Matrix([[0, 0], [0, 1], [1, 0], [1, 1]]), targets: Matrix([[1, 0], [0, 1], [0, 1], [1, 0]]),
    objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
    recipe: Recipe(
      learningRate: LearningRate(0.01), optimizer: words.lazy.compactMap { optimizers[$0] }.first ?? .sgd,
      order: words.contains("batches") ? .shuffled(2) : .all), stream: stream)
  print(median(repeats: 11) { trainer.run(steps: 6000) } / 6000)
case "step":
  let numbers = arguments.dropFirst(2).compactMap { Int($0) }
  let (batch, widths) = (numbers[0], Array(numbers[2...]))
  var stream = RandomStream(seed: 8)
  var network = Network(precision: arguments.dropFirst().first == "float32" ? .float32 : .float64)
  for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
    network.addAffine(inputs: inputs, outputs: outputs, weights: .he, biases: .constant(0), from: &stream)
    if index < widths.count - 2 { network.add(ReLULayer()) }
  }
  let pixels = (0..<(batch * widths[0])).map { _ in stream.uniform() }
  let classes = widths[widths.count - 1]
  var targets = Matrix(rows: batch, columns: classes, values: Array(repeating: 0, count: batch * classes))
  for row in 0..<batch { targets[row, row % classes] = 1 }
  let trainer = Trainer(
    network, inputs: Matrix(rows: batch, columns: widths[0], values: pixels), targets: targets,
    objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
    recipe: Recipe(learningRate: LearningRate(0.01)),
    threads: ThreadCount(numbers[1]))
  // Until the choice of threads is made.
  let start = clock.now
  repeat { trainer.run(steps: 5) } while clock.now - start < .milliseconds(100)
  print(median(repeats: 21) { trainer.run(steps: 20) } / 20)
case "epoch":
  var stream = RandomStream(seed: 8)
  var network = Network(precision: .float32)
  for (inputs, outputs) in [(784, 200), (200, 200), (200, 10)] {
    network.addAffine(inputs: inputs, outputs: outputs, weights: .he, biases: .constant(0), from: &stream)
    if outputs == 200 { network.add(ReLULayer()) }
  }
  let pictures = (0..<(60_000 * 784)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
  var classes = [Double](repeating: 0, count: 600_000)
  for row in 0..<60_000 { classes[row * 10 + row % 10] = 1 }
  let trainer = Trainer(
    network, inputs: Matrix(rows: 60_000, columns: 784, bytes: pictures, divisor: 255),
    targets: Matrix(rows: 60_000, columns: 10, values: classes),
    objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
    recipe: Recipe(learningRate: LearningRate(0.01), order: .shuffled(100)), stream: stream,
    threads: ThreadCount(Int(arguments.dropFirst().first ?? "") ?? 1))
  trainer.run(steps: 20)
  print(median(repeats: 1) { trainer.run(steps: 600) })
case "sweep", "pool":
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  let sweep = Sweep(
    runs: numbers[0], units: numbers[1], steps: numbers[2], threads: numbers[3], stops: arguments.contains("until"),
    recordsCurve: arguments.contains("curve"))
  let batches = sweep.starts(order: .shuffled(2))
  let seconds = median(repeats: 5) { arguments.first == "sweep" ? sweep.runTogether() : sweep.runAlone(batches) }
  print(seconds / Double(sweep.runs * sweep.steps))
case "product":
  let numbers = arguments.dropFirst(2).compactMap { Int($0) }
  let isFloat32 = arguments.dropFirst().first == "float32"
  print(productTime(isFloat32: isFloat32, rows: numbers[0], inner: numbers[1], columns: numbers[2]))
default:
  print("usage: step PRECISION BATCH THREADS WIDTH..., xor [OPTIMIZER] [batches], epoch THREADS,")
  print(
    "       sweep RUNS UNITS STEPS THREADS [until] [curve], pool RUNS UNITS STEPS THREADS, or product PRECISION M K N")
}
