import CKernels
import Testing

@testable import Engine

/// Every product agrees to the bit with three nested loops: one fused multiply-add a term, in index order, from zero.
@Suite struct ProductTests {
  static let forms = KernelForm.names.filter { KernelForm(named: $0) != nil }

  /// Rows, terms and columns: odd ones, more than 512 columns, more than 1,024 rows and terms, and few columns for threads.
  private static let sizes = [
    (1, 1, 1), (2, 3, 5), (7, 5, 3), (4, 8, 24), (9, 7, 49), (17, 33, 10), (65, 9, 1), (33, 300, 7), (5, 13, 520),
    (3, 1030, 9), (1030, 11, 6), (300, 12, 30), (70, 257, 66),
  ]

  @Test(arguments: forms, [1, 2, 3]) func doublesAgree(form: String, threads: Int) throws {
    try compare(Double.self, form, threads)
  }

  @Test(arguments: forms, [1, 2, 3]) func floatsAgree(form: String, threads: Int) throws {
    try compare(Float.self, form, threads)
  }

  private func compare<Scalar: KernelScalar>(_ type: Scalar.Type, _ form: String, _ threads: Int) throws {
    let runner = Scalar.runner(try #require(KernelForm(named: form)))
    var stream = RandomStream(seed: 6)
    for (rows, inner, columns) in Self.sizes {
      func matrix(_ count: Int) -> [Scalar] { (0..<count).map { _ in Scalar(2 * stream.uniform() - 1) } }
      let (x, w, bias, g) = (matrix(rows * inner), matrix(inner * columns), matrix(columns), matrix(rows * columns))
      /// A sum of products in index order.
      func sum(_ count: Int, _ a: (Int) -> Scalar, _ b: (Int) -> Scalar) -> Scalar {
        (0..<count).reduce(0 as Scalar) { $0.addingProduct(a($1), b($1)) }
      }
      let outputs = (0..<(rows * columns)).map { place in
        sum(inner, { x[place / columns * inner + $0] }, { w[$0 * columns + place % columns] }) + bias[place % columns]
      }
      let signals = (0..<(rows * inner)).map { place in
        sum(columns, { g[place / inner * columns + $0] }, { w[place % inner * columns + $0] })
      }
      let weights = (0..<(inner * columns)).map { place in
        sum(rows, { x[$0 * inner + place / columns] }, { g[$0 * columns + place % columns] })
      }
      let biases = (0..<columns).map { column in (0..<rows).reduce(0 as Scalar) { $0 + g[$1 * columns + column] } }
      let rate = 0.25 as Scalar
      let name = "\(rows) × \(inner) × \(columns)"

      #expect(
        run(runner, NB_AFFINE, (rows, inner, columns), threads, [x, w, bias], writing: [rows * columns]) {
          $0.affine = nb_affine(input: $1[0], weights: $1[1], biases: $1[2], output: $2[0], activated: nil)
        } == [outputs], "\(name)")
      #expect(
        run(runner, NB_AFFINE_BACK, (rows, inner, columns), threads, [g, w], writing: [rows * inner]) {
          $0.affine_back = nb_affine_back(
            signal: $1[0], weights: $1[1], activation_input: nil, activation_output: nil, input_signal: $2[0])
        } == [signals], "\(name)")
      for descends in [false, true] {
        // What is there before is 1 everywhere.
        let become = { (gradient: Scalar) in descends ? (1 as Scalar).addingProduct(-rate, gradient) : gradient }
        #expect(
          run(
            runner, NB_AFFINE_PARAMETERS, (rows, inner, columns), threads, [x, g], writing: [inner * columns, columns]
          ) {
            $0.descends = descends ? 1 : 0
            $0.rate = Double(rate)
            $0.affine_parameters = nb_affine_parameters(
              input: $1[0], signal: $1[1], rates: nil, weights: $2[0], biases: $2[1])
          } == [weights.map(become), biases.map(become)], "\(name), descends: \(descends)")
      }
    }
  }

  /// Runs one operation on matrices, and gives what it has written over ones; what lies behind must stay.
  private func run<Scalar: KernelScalar>(
    _ runner: KernelRunner, _ kind: nb_kind, _ size: (rows: Int, inner: Int, columns: Int), _ threads: Int,
    _ matrices: [[Scalar]], writing counts: [Int],
    _ lay: (inout nb_operation, [UnsafeMutablePointer<Scalar>], [UnsafeMutablePointer<Scalar>]) -> Void
  ) -> [[Scalar]] {
    let inputs = matrices.map { values in
      let place = UnsafeMutablePointer<Scalar>.allocate(capacity: values.count)
      place.initialize(from: values, count: values.count)
      return place
    }
    let outputs = counts.map { count in
      let place = UnsafeMutablePointer<Scalar>.allocate(capacity: count + 16)
      place.initialize(repeating: 1, count: count + 16)
      return place
    }
    defer { (inputs + outputs).forEach { $0.deallocate() } }
    var operation = nb_operation(kind, rows: size.rows, columns: size.columns, inner: size.inner)
    lay(&operation, inputs, outputs)
    nb_run(runner, &operation, 1, 1, Int32(threads), nil)
    return zip(outputs, counts).map { output, count in
      #expect((count..<(count + 16)).allSatisfy { output[$0] == 1 }, "written past the end")
      return Array(UnsafeBufferPointer(start: output, count: count))
    }
  }
}
