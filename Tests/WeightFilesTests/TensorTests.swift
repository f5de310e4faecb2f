import Testing
import WeightFiles

@Suite struct TensorTests {
  @Test func aTensorWithoutExtentsIsOneNumber() throws {
    let rate = Tensor(name: "rate", shape: [], values: [0.5], isSinglePrecision: false)
    #expect(try WeightFile.read(WeightFile.write([rate]), name: "file") == [rate])
  }

  @Test func aTensorHasAsManyValuesAsItsExtentsSay() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor(name: "W", shape: [2, 2], values: [1, 2, 3], isSinglePrecision: false)
    }
    await #expect(processExitsWith: .failure) {
      _ = Tensor(name: "rate", shape: [], values: [], isSinglePrecision: false)
    }
  }
}
