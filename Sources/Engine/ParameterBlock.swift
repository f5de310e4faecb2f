/// One matrix or vector of what a network has learnt, and where its values are.
public struct ParameterBlock: Sendable, Equatable {
  /// What it is to its layer.
  public let role: Role
  /// The layer among those of its kind, counted from 0.
  public let index: Int
  /// The affine layer, counted from 0, whose units its columns are.
  public let affine: Int
  /// The number of rows; 1 for a vector.
  public let rows: Int
  /// The number of columns: the units of the layer.
  public let columns: Int
  /// Where it begins among the parameters, or among the running statistics.
  let offset: Int

  /// What the values of a block are to a layer.
  public enum Role: Sendable, Equatable, CaseIterable {
    /// W and b of an affine layer.
    case weights, biases
    /// γ and β of batch normalisation.
    case scales, shifts
    /// What batch normalisation has seen of the batches: state that training keeps, without a gradient.
    case runningMeans, runningVariances

    /// Whether it is learnt by following a gradient.
    public var hasGradient: Bool { self != .runningMeans && self != .runningVariances }
  }

  /// The number of values.
  public var count: Int { rows * columns }
}

extension Network {
  /// Every parameter and running statistic in declaration order: W and b of a layer, or γ, β, mean and variance.
  public var blocks: [ParameterBlock] {
    var blocks: [ParameterBlock] = []
    var (affine, norm, offset, statistic) = (0, 0, 0, 0)
    func add(_ role: ParameterBlock.Role, _ index: Int, rows: Int = 1, _ columns: Int) {
      let start = role.hasGradient ? offset : statistic
      let owner = role == .weights || role == .biases ? affine : affine - 1
      blocks.append(
        ParameterBlock(role: role, index: index, affine: owner, rows: rows, columns: columns, offset: start))
      if role.hasGradient { offset += rows * columns } else { statistic += columns }
    }
    for (layer, width) in zip(layers, layerWidths) {
      switch layer {
      case .affine(let inputs, let outputs):
        add(.weights, affine, rows: inputs, outputs)
        add(.biases, affine, outputs)
        affine += 1
      case .batchNorm:
        for role in [ParameterBlock.Role.scales, .shifts, .runningMeans, .runningVariances] { add(role, norm, width) }
        norm += 1
      case .activation, .dropout: break
      }
    }
    return blocks
  }

  /// The values of a block of this network, as a matrix.
  public func values(of block: ParameterBlock) -> Matrix {
    values(of: block, in: block.role.hasGradient ? parameters : statistics)
  }

  func values(of block: ParameterBlock, in values: Parameters) -> Matrix {
    Matrix(rows: block.rows, columns: block.columns, values: values[block.offset, block.count])
  }

  /// Replaces the values of all blocks, which are given one block after the other and rounded to the precision.
  public mutating func replaceValues(_ values: [Double]) {
    let blocks = blocks
    precondition(values.count == blocks.reduce(0) { $0 + $1.count }, "every value needs a replacement")
    var (learnt, kept): ([Double], [Double]) = ([], [])
    var start = 0
    for block in blocks {
      let part = values[start..<(start + block.count)]
      if block.role.hasGradient { learnt += part } else { kept += part }
      start += block.count
    }
    parameters = Parameters(learnt, precision)
    statistics = Parameters(kept, precision)
  }
}
