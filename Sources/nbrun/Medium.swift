import ArgumentParser
import Documents
import Files
import Jupyter
import Outputs
import Report
import Session

/// What a report is written as; the ending of its file names it.
enum Medium: String, CaseIterable, ExpressibleByArgument {
  case markdown = "md"
  case html
  case ipynb

  /// The medium of a file; nil for an ending that names none.
  init?(ofFile path: String) {
    guard let medium = Self.allCases.first(where: { path.lowercased().hasSuffix($0.ending) }) else { return nil }
    self = medium
  }

  /// The ending of its files.
  var ending: String { "." + rawValue }

  /// The endings in words, with `or` before the last.
  static var endings: String {
    let all = allCases.map { "'\($0.ending)'" }
    return all.dropLast().joined(separator: ", ") + " or " + (all.last ?? "")
  }

  /// How plots are shown in a file where nothing says otherwise, and on standard output.
  func figures(inFile: Bool) -> FigureMode { self == .markdown && !inFile ? .text : .svg }

  /// Whether a file of it is a report of this program, by its bytes.
  func isReport(_ bytes: [UInt8]) -> Bool {
    switch self {
    case .markdown: nbrun.isReport(bytes)
    case .html: bytes.starts(with: HTMLPage.beginning.utf8)
    case .ipynb: (try? JupyterNotebook(parsing: bytes))?.isReport ?? false
    }
  }

  /// A report of it to be filled with what the cells show.
  func draft() -> any ReportDraft {
    switch self {
    case .markdown: MarkdownDraft()
    case .html: HTMLDraft()
    case .ipynb: JupyterDraft()
    }
  }
}

/// The report of a run as it grows: an output is rendered as it comes, so that a run does not hold its tables to its end.
protocol ReportDraft {
  /// What the cells show, cell by cell; how plots are shown is known later.
  associatedtype Block
  var cells: [[Block]] { get set }

  /// An output as it stands in the report, and the bytes that it takes.
  static func rendered(_ output: Output) -> (block: Block, byteCount: Int)

  /// Puts the report together.
  func finished(_ document: Document, _ place: ReportPlace) -> FinishedReport
}

extension ReportDraft {
  /// Makes room for so many cells.
  mutating func reach(_ count: Int) { while cells.count < count { cells.append([]) } }

  /// Adds an output to the last cell, and says how many bytes it takes.
  mutating func add(_ output: Output) -> Int {
    let (block, byteCount) = Self.rendered(output)
    cells[cells.count - 1].append(block)
    return byteCount
  }
}

/// What a report needs to know of where it is written, and from where.
struct ReportPlace {
  /// How plots are shown.
  var figures: FigureMode
  /// The name of its file without the ending: pictures beside it go to `STEM_files/`.
  var stem: String
  /// The files that its prose may show pictures from.
  var files: FileAccess
  /// The notebook of Jupyter that was run; nil if it was none.
  var jupyter: ImportedNotebook?
  /// Whether the report takes the place of the notebook that was run.
  var isNotebook: Bool
  /// The cells that were run, counted from 0.
  var ran: Set<Int>
}

/// A report ready to be written: its bytes, and the pictures it refers to.
struct FinishedReport {
  /// The file.
  let bytes: [UInt8]
  /// Whether it may have pictures beside it.
  var hasCompanions = true
  /// The pictures beside it, their names relative to the report.
  var figures: [Figure] = []
  /// What its reader will miss, each a phrase.
  var absences: [String] = []
}
