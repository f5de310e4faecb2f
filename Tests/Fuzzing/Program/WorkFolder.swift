#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Files

/// The folder of the notebooks that are read: a temporary one, with a file of each kind that a command may name.
enum WorkFolder {
  static let path: String = {
    var template = Array("/tmp/nbrun-fuzz-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { Fuzz.refuse("no temporary folder can be made") }
    let path = String(cString: made)
    atexit { WorkFolder.remove() }
    for (name, text) in files { try? replaceFile(path + "/" + name, with: Array(text.utf8)) }
    return path
  }()

  private static let files = [
    "a.csv": "x,y,t\n0,1,a\n1,0,b\n0.5,2,a\n", "b.csv": "0 1\n1 0\n", "a.nnb": "```nnb\ndata xor\n```\n",
  ]

  /// Removes what notebooks have written.
  static func tidy() {
    for name in names where files[name] == nil { unlink(path + "/" + name) }
  }

  private static func remove() {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  private static var names: [String] { Place(at: path).entries }
}
