/// How tensors become a safetensors file.
extension Safetensors {
  /// Writes tensors as F64 or F32, the header in their order; their names must differ and not be `__metadata__`.
  ///
  /// The header ends at a multiple of 8 bytes, and the bytes of all F64 come before those of the F32, so that every
  /// value is aligned, as in files of the format's own writer.
  static func write(_ tensors: [Tensor]) -> [UInt8] {
    precondition(
      Set(tensors.map(\.name) + ["__metadata__"]).count == tensors.count + 1, "tensors need names that differ")
    var data: [UInt8] = []
    data.reserveCapacity(tensors.reduce(0) { $0 + $1.values.count * ($1.isSinglePrecision ? 4 : 8) })
    var offsets = [Range<Int>](repeating: 0..<0, count: tensors.count)
    for isSinglePrecision in [false, true] {
      for (index, tensor) in tensors.enumerated() where tensor.isSinglePrecision == isSinglePrecision {
        let begin = data.count
        if isSinglePrecision {
          for value in tensor.values { append(Float(value).bitPattern, to: &data) }
        } else {
          for value in tensor.values { append(value.bitPattern, to: &data) }
        }
        offsets[index] = begin..<data.count
      }
    }
    var header = #"{"__metadata__":{"format":"nbrun"}"#
    for (tensor, range) in zip(tensors, offsets) {
      header += ",\(jsonString(tensor.name)):{\"dtype\":\"\(tensor.isSinglePrecision ? "F32" : "F64")\""
      header += ",\"shape\":[\(tensor.shape.map(String.init).joined(separator: ","))]"
      header += ",\"data_offsets\":[\(range.lowerBound),\(range.upperBound)]}"
    }
    header += "}"
    while header.utf8.count % 8 != 0 { header += " " }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.utf8.count + data.count)
    append(UInt64(header.utf8.count), to: &bytes)
    bytes += header.utf8
    bytes += data
    return bytes
  }

  private static func append(_ word: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
