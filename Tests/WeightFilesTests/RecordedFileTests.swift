import Testing

@testable import WeightFiles

/// Files that NumPy and safetensors wrote, and a file that safetensors loaded.
@Suite struct RecordedFileTests {
  @Test func everyRecordedFileIsReadBitForBit() throws {
    let recorded = try Fixture.recorded()
    #expect(recorded.count == 28)
    let files = try [".safetensors", ".npz", ".npy"].flatMap { try Fixture.names($0) }
    #expect(Set(files) == Set(recorded.keys).union(["empty.npz", "written.safetensors"]))
    for (file, expected) in recorded {
      let tensors = try WeightFile.read(try Fixture.bytes(file), name: file)
      #expect(tensors.map(\.name) == expected.map(\.name), "\(file)")
      for (tensor, other) in zip(tensors, expected) {
        #expect(tensor.isIdentical(to: other), "\(tensor.name) in \(file)")
      }
    }
  }

  @Test(arguments: [
    ("python.safetensors", WeightFile.Format.safetensors), ("stored.npz", .npz), ("empty.npz", .npz), ("f4.npy", .npy),
  ])
  func theFormatIsRecognisedByTheContent(file: String, format: WeightFile.Format) throws {
    #expect(WeightFile.Format(of: try Fixture.bytes(file)) == format)
  }

  @Test func anArchiveWithoutMembersHoldsNothing() throws {
    #expect(try WeightFile.read(try Fixture.bytes("empty.npz"), name: "empty.npz") == [])
  }

  @Test func anArrayIsNamedByItsFile() throws {
    let bytes = try Fixture.bytes("number.npy")
    #expect(try WeightFile.read(bytes, name: "a/b.npy/W1.npy").map(\.name) == ["W1"])
    #expect(try WeightFile.read(bytes, name: "W1").map(\.name) == ["W1"])
  }

  @Test func whatIsWrittenIsWhatSafetensorsLoaded() throws {
    let tensors = [
      Tensor(
        name: "W1", shape: [2, 3], values: [0.5, -0.25, 1e-45, .infinity, -0.0, 3.5], isSinglePrecision: true),
      Tensor(name: "b1", shape: [], values: [-2.5], isSinglePrecision: true),
      Tensor(
        name: "größe \"\\\n\u{1}/", shape: [3], values: [.pi, .leastNonzeroMagnitude, -.infinity],
        isSinglePrecision: false),
      Tensor(name: "none", shape: [0, 4], values: [], isSinglePrecision: false),
    ]
    let isRecorded = WeightFile.write(tensors) == (try Fixture.bytes("written.safetensors"))
    #expect(isRecorded)
  }

  @Test(arguments: [
    (
      "refused-fields.npy", "refused-fields.npy holds records of several fields",
      "save each field as an array of its own"
    ),
    (
      "refused-object.npy", "refused-object.npy holds Python objects",
      "reading them runs them as a program: save an array of numbers instead"
    ),
    (
      "refused-complex.npy", "refused-complex.npy has elements of the type '<c16', which is not read",
      "the types read are booleans, integers, and real numbers of 16, 32 and 64 bits"
    ),
    (
      "refused-text.npy", "refused-text.npy has elements of the type '<U2', which is not read",
      "the types read are booleans, integers, and real numbers of 16, 32 and 64 bits"
    ),
    (
      "refused-time.npy", "refused-time.npy has elements of the type '<M8[D]', which is not read",
      "the types read are booleans, integers, and real numbers of 16, 32 and 64 bits"
    ),
    (
      "refused-bzip2.npz", "'W1.npy' in refused-bzip2.npz is compressed by the method 12, which is not read",
      "write the archive with numpy.savez or numpy.savez_compressed"
    ),
  ])
  func whatIsNoNumberIsRefused(file: String, message: String, help: String) throws {
    #expect(failure(try Fixture.bytes(file), name: file) == WeightFileError(message, help: help))
  }

  @Test func filesOfOtherKindsAreRefused() {
    #expect(failure([]) == WeightFileError("file is empty"))
    let message = "file is neither a safetensors, a .npz nor a .npy file"
    #expect(failure([1, 2, 3]) == WeightFileError(message))
    #expect(
      failure([0x80, 2, 0x8A])
        == WeightFileError(
          message,
          help:
            "this is a pickled file, as torch.save writes it, and reading one runs it as a program: save the weights "
            + "with safetensors.torch.save_file or numpy.savez instead"))
    #expect(
      failure([0x89, 0x48, 0x44, 0x46, 0x0D])
        == WeightFileError(
          message,
          help: "this is an HDF5 file, as Keras writes it: save the weights with numpy.savez or safetensors instead"))
  }
}
