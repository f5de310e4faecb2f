import Outputs

extension Plot.Field {
  /// The sentence for more cells than every medium has room for.
  var remarkOnCrowding: [String] {
    // As many rows as a text has lines for, and columns as half a window.
    rows > 32 || columns > 36
      ? ["Where there is no room for every cell, one stands for the mean of its neighbours."] : []
  }
}
