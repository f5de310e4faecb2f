/// How tensors become a safetensors file.
extension Safetensors {
  /// Writes tensors as F64 or F32, the header in their order; their names must differ and not be `__metadata__`.
  ///
  /// The metadata stands before them, in its order after the program's name; its names must differ and not be `format`.
  ///
  /// The header ends at a multiple of 8 bytes, and the bytes of all F64 come before those of the F32, so that every
  /// value is aligned, as in files of the format's own writer.
  static func write(_ tensors: [Tensor], metadata: [(name: String, text: String)]) -> [UInt8] {
    precondition(
      Set(tensors.map(\.name) + [metadataName]).count == tensors.count + 1, "tensors need names that differ")
    let metadata = [WeightFile.program] + metadata
    precondition(Set(metadata.map(\.name)).count == metadata.count, "metadata needs names that differ")
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
    let members = metadata.map { "\(jsonString($0.name)):\(jsonString($0.text))" }
    var header = "{\(jsonString(metadataName)):{\(members.joined(separator: ","))}"
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
