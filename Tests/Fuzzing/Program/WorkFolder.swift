#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Datasets

/// The folder of the notebooks that are read: a temporary one, with a file of each kind that a command may name.
enum WorkFolder {
  static let path: String = {
    var template = Array("/tmp/nbrun-fuzz-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { Fuzz.refuse("no temporary folder can be made") }
    let path = String(cString: made)
    atexit { WorkFolder.remove() }
    for (name, text) in files { try? write(Array(text.utf8), toFile: path + "/" + name, named: name) }
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

  private static var names: [String] {
    guard let listing = opendir(path) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }
}
