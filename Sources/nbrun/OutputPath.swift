import ArgumentParser
import Files
import Jupyter
import Report
import Session

/// Whether a path is that of a pipe or a device, which is written to and never replaced.
func isDevice(_ path: String) -> Bool { [.pipe, .other].contains(FileKind(at: path)) }

/// What `--output` names: whether it can be written, and whether somebody's text would be lost by it.
enum OutputPath {
  /// Refuses a path for a report that cannot be one, or that is a file of another kind, unless `force` is given.
  ///
  /// - Parameters:
  ///   - path: where the report is to be.
  ///   - notebooks: those that are run, of which a report may be its own.
  ///   - force: whether a file may be replaced whatever is in it.
  static func check(report path: String, of notebooks: [String], force: Bool) throws {
    guard !isDevice(path) else { return }
    guard Medium(ofFile: path) != nil else {
      let ending = path.dropFirst(withoutEnding(path).count)
      let found = ending.isEmpty ? "'\(path)' has none" : "not '\(ending)'"
      throw ValidationError("the ending of a report is \(Medium.endings): \(found)")
    }
    guard !force else { return }
    if FileKind(at: path) == .file, !isWritable(path) {
      throw ValidationError("'\(visible(path))' may not be written to: --force replaces it")
    }
    guard !mayReplace(path, by: notebooks) else { return }
    let isNotebook = (try? JupyterNotebook(parsing: (try? readFile(path)) ?? [])) != nil
    let reason = isNotebook ? "was edited since it was written, or is no report" : "is no report"
    throw ValidationError("'\(visible(path))' \(reason), and its text would be lost: --force replaces it")
  }

  /// What is written to a path: what its ending names, or what `--to` does where there is no ending to go by.
  ///
  /// - Parameter path: a file, a folder, a device or nil for standard output.
  static func medium(of path: String?, to named: Medium?) throws -> Medium {
    guard let path, !isFolder(path), !isDevice(path), let medium = Medium(ofFile: path) else {
      return named ?? .markdown
    }
    guard let named, named != medium else { return medium }
    throw ValidationError(
      "--to \(named.rawValue) and the ending of '\(visible(path))' disagree: leave --to out, or name a '\(named.ending)' file"
    )
  }

  /// Refuses `--figures svg` where pictures would have to stand beside a report that has no place.
  static func check(_ figures: FigureMode?, in output: String?, _ medium: Medium) throws {
    guard figures == .svg, medium == .markdown else { return }
    guard let output else {
      throw ValidationError("--figures svg writes pictures beside the report, so it needs --output")
    }
    if isDevice(output) {
      throw ValidationError("--figures svg writes pictures beside the report, and there is no place beside '\(output)'")
    }
  }

  /// Whether a file is a report, or has nothing that is not in one of some notebooks; also if there is none.
  static func mayReplace(_ path: String, by notebooks: [String]) -> Bool {
    guard FileKind(at: path) == .file else { return true }
    guard let bytes = try? readFile(path) else { return false }
    return bytes.isEmpty || (Medium(ofFile: path) ?? .markdown).isReport(bytes)
      || notebooks.contains { isSameFile($0, path) || (try? readFile($0)) == bytes }
  }

  /// Refuses a path for a part of a run that is a file of another kind, unless `force` is given.
  static func check(part path: String, force: Bool) throws {
    guard !force, FileKind(at: path) == .file else { return }
    let start = Array(PartFile.heading.utf8)
    let bytes = try? InputFile(at: path).start(start.count)
    guard bytes != [], bytes != start else { return }
    throw ValidationError(
      "'\(visible(path))' is no part of a run, and what is in it would be lost: --force replaces it")
  }

  /// Refuses a path whose folder is not there or cannot be written to.
  static func check(folderOf path: String) throws {
    guard !isDevice(path) else { return }
    let place = isFolder(path) ? path : folder(of: path)
    guard place.isEmpty || isFolder(place) else {
      throw ValidationError("there is no folder '\(visible(place))' to write the report to")
    }
    guard isWritable(place.isEmpty ? "." : place) else {
      throw ValidationError("the folder '\(visible(place.isEmpty ? "." : place))' cannot be written to")
    }
  }

  /// Refuses several notebooks of which two would write one file.
  static func checkDistinct(_ files: [String], _ path: (String) -> String) throws {
    var writers: [String: String] = [:]
    for file in files {
      let target = path(file)
      guard let other = writers.updateValue(file, forKey: Place(at: target).absolutePath) else { continue }
      throw ValidationError(
        "\(visible(other)) and \(visible(file)) would both write \(visible(target)): run one of them")
    }
  }
}
