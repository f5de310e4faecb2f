/// One matrix or vector of what a network has learnt, and where its values are.
public struct ParameterBlock: Sendable, Equatable {
  /// What it is to its layer.
  public let role: ParameterRole
  /// The layer among those that have the same role, counted from 0.
  public let index: Int
  /// Where its layer is among all.
  public let layer: Int
  /// The layers with shapes of their own below its columns, its own included.
  public let depth: Int
  /// The number of rows; 1 for a vector.
  public let rows: Int
  /// The number of columns: the units of the layer.
  public let columns: Int
  /// Where it begins among the parameters, or among the running statistics.
  let offset: Int

  /// The number of values.
  public var count: Int { rows * columns }
}

extension Network {
  /// Every parameter and running statistic in declaration order: W and b of a layer, or γ, β, mean and variance.
  public var blocks: [ParameterBlock] {
    guard !isEmpty else { return [] }
    var blocks: [ParameterBlock] = []
    var indices: [ParameterRole: Int] = [:]
    var (learnt, kept, depth, shape) = (0, 0, 0, inputShape)
    for (place, layer) in layers.enumerated() {
      if layer.shapes != nil { depth += 1 }
      for parameter in layer.parameters(for: shape) {
        let role = parameter.role
        blocks.append(
          ParameterBlock(
            role: role, index: indices[role, default: 0], layer: place, depth: depth, rows: parameter.rows,
            columns: parameter.columns, offset: role.isLearnt ? learnt : kept))
        indices[role, default: 0] += 1
        if role.isLearnt { learnt += parameter.count } else { kept += parameter.count }
      }
      shape = layer.output(for: shape)
    }
    return blocks
  }

  /// W of a layer counted from 0 among those that have one, shaped inputs × outputs.
  public func weights(_ index: Int) -> Matrix { values(of: .weights, index, in: parameters) }

  /// b of a layer counted from 0 among those that have one, one row.
  public func biases(_ index: Int) -> Matrix { values(of: .biases, index, in: parameters) }

  func values(of role: ParameterRole, _ index: Int, in values: Parameters) -> Matrix {
    let block = blocks.first { $0.role == role && $0.index == index }
    return self.values(of: required(block, "there is no \(role.symbol)\(index + 1)"), in: values)
  }

  /// The values of a block of this network, as a matrix.
  public func values(of block: ParameterBlock) -> Matrix {
    values(of: block, in: block.role.isLearnt ? parameters : statistics)
  }

  func values(of block: ParameterBlock, in values: Parameters) -> Matrix {
    Matrix(rows: block.rows, columns: block.columns, values: values[block.offset, block.count])
  }

  /// Replaces the values of all blocks, which are given one block after the other and rounded to the precision.
  public mutating func replaceValues(_ values: [Double]) {
    let blocks = blocks
    check(values.count == blocks.reduce(0) { $0 + $1.count }, "every value needs a replacement")
    var (learnt, kept): ([Double], [Double]) = ([], [])
    var start = 0
    for block in blocks {
      let part = values[start..<(start + block.count)]
      if block.role.isLearnt { learnt += part } else { kept += part }
      start += block.count
    }
    parameters = Parameters(learnt, precision)
    statistics = Parameters(kept, precision)
  }
}
