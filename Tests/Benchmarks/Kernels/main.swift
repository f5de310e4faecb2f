// Times one piece of work again and again, as its peers in compare.py do theirs, and prints one number: the median
// of the seconds a step, or a product, took.
//
//   step PRECISION BATCH THREADS WIDTH...   a training step of a ReLU (for xor: sigmoid) network
//   xor                                     a step of the XOR network, in stretches of 6000
import Engine

let arguments = CommandLine.arguments.dropFirst()
let clock = ContinuousClock()

func median(repeats: Int, _ work: () -> Void) -> Double {
  let times = (0..<repeats).map { _ in clock.measure(work) / .seconds(1) }.sorted()
  return times[times.count / 2]
}

switch arguments.first {
case "xor":
  var stream = RandomStream(seed: 42)
  var network = Network(precision: .float64)
  network.addAffine(inputs: 2, outputs: 4, weights: .uniform(0, 1), biases: .normal(1), from: &stream)
  network.add(.sigmoid)
  network.addAffine(inputs: 4, outputs: 2, weights: .uniform(0, 1), biases: .normal(1), from: &stream)
  let trainer = Trainer(
    network, inputs: Matrix([[0, 0], [0, 1], [1, 0], [1, 1]]), targets: Matrix([[1, 0], [0, 1], [0, 1], [1, 0]]),
    objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean), learningRate: 0.01)
  print(median(repeats: 11) { trainer.run(steps: 6000) } / 6000)
case "step":
  let numbers = arguments.dropFirst(2).compactMap { Int($0) }
  let (batch, widths) = (numbers[0], Array(numbers[2...]))
  var stream = RandomStream(seed: 8)
  var network = Network(precision: arguments.dropFirst().first == "float32" ? .float32 : .float64)
  for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
    network.addAffine(inputs: inputs, outputs: outputs, weights: .he, biases: .constant(0), from: &stream)
    if index < widths.count - 2 { network.add(.relu) }
  }
  let pixels = (0..<(batch * widths[0])).map { _ in stream.uniform() }
  let classes = widths[widths.count - 1]
  var targets = Matrix(rows: batch, columns: classes, values: Array(repeating: 0, count: batch * classes))
  for row in 0..<batch { targets[row, row % classes] = 1 }
  let trainer = Trainer(
    network, inputs: Matrix(rows: batch, columns: widths[0], values: pixels), targets: targets,
    objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean), learningRate: 0.01,
    threads: ThreadCount(numbers[1]))
  trainer.run(steps: 5)
  print(median(repeats: 21) { trainer.run(steps: 20) } / 20)
default:
  print("usage: step PRECISION BATCH THREADS WIDTH..., or xor")
}
