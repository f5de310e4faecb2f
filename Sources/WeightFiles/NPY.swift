/// NumPy's file of one array.
enum NPY {
  /// Reads an array, Fortran order turned into row-major; the subject is how messages call it.
  static func read(
    _ bytes: ArraySlice<UInt8>, name: String, subject: String, room: Double = .infinity
  ) throws(WeightFileError) -> Tensor {
    let header = try NPYHeader(bytes, name: subject)
    try WeightFileError.require(bytes: bytes.count, numbers: header.count, of: room, for: subject)
    return tensor(header, name: name)
  }

  /// The array behind a header.
  static func tensor(_ header: NPYHeader, name: String) -> Tensor {
    let values = header.type.values(header.data, isBigEndian: header.isBigEndian)
    return Tensor(
      name: name, shape: header.shape, values: header.isFortranOrder ? rowMajor(values, header.shape) : values,
      isSinglePrecision: header.type.isSinglePrecision)
  }

  /// A name without `.npy` at its end.
  static func withoutEnding(_ name: String) -> String {
    name.hasSuffix(".npy") ? String(name.dropLast(4)) : name
  }

  /// Values that lay with the first extent changing fastest, so that the last one does.
  private static func rowMajor(_ values: [Double], _ shape: [Int]) -> [Double] {
    // Extents of 1 move nothing; without them there are few axes to carry over.
    let extents = shape.filter { $0 != 1 }
    var strides: [Int] = []
    var stride = 1
    for extent in extents {
      strides.append(stride)
      stride *= extent
    }
    var index = [Int](repeating: 0, count: extents.count)
    var source = 0
    return values.indices.map { _ in
      defer {
        for axis in extents.indices.reversed() {
          index[axis] += 1
          source += strides[axis]
          guard index[axis] == extents[axis] else { break }
          source -= strides[axis] * extents[axis]
          index[axis] = 0
        }
      }
      return values[source]
    }
  }
}
