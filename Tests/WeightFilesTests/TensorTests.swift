import Testing
import WeightFiles

@Suite struct TensorTests {
  @Test func aTensorWithoutExtentsIsOneNumber() {
    #expect(Tensor(name: "rate", shape: [], values: [0.5], isSinglePrecision: false).values == [0.5])
  }
}
