import Outputs

/// A time in a few characters: `0.4 ms`, `34 ms`, `1.2 s`, `25 s`, `4 min`, `2 h 10 min`.
func brief(_ time: Duration) -> String {
  let seconds = time / .seconds(1)
  switch seconds {
  case ..<0.001: return formatted(seconds * 1000, decimals: 1) + " ms"
  case ..<0.9995: return formatted(seconds * 1000, decimals: 0) + " ms"
  case ..<9.95: return formatted(seconds, decimals: 1) + " s"
  case ..<99.5: return formatted(seconds, decimals: 0) + " s"
  default:
    let minutes = Int(seconds / 60)
    return minutes < 100 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
