import Language

/// The commands there are, in the order in which help lists them.
public struct CommandTable: Sendable {
  let commands: [any SessionCommand.Type]
  private let byName: [String: any SessionCommand.Type]
  /// The language of these commands.
  public let grammar: Grammar

  init(_ commands: [any SessionCommand.Type]) {
    self.commands = commands
    byName = Dictionary(commands.map { ($0.form.name, $0) }) { first, _ in first }
    let advice = "'\(HelpCommand.form.name)' lists the commands"
    grammar = Grammar(
      commands.map { $0.form }, advice: advice, naming: LetCommand.form.name,
      assigning: SetCommand.form.name, vocabulary: .python)
  }

  /// Every command of the language: a file in `Commands/` and a line here.
  public static let standard = CommandTable([
    SeedCommand.self,
    PrecisionCommand.self,
    DigitsCommand.self,
    LetCommand.self,
    DataCommand.self,
    SplitCommand.self,
    NormalizeCommand.self,
    TakeCommand.self,
    ShuffleCommand.self,
    LayerCommand.self,
    SetCommand.self,
    LossCommand.self,
    OptimizerCommand.self,
    ScheduleCommand.self,
    BatchCommand.self,
    TrainCommand.self,
    ShowCommand.self,
    PredictCommand.self,
    TraceCommand.self,
    CheckCommand.self,
    DiagnoseCommand.self,
    PlotCommand.self,
    KeepCommand.self,
    SweepCommand.self,
    RepeatCommand.self,
    ExpectCommand.self,
    SaveCommand.self,
    LoadCommand.self,
    RunCommand.self,
    ResetCommand.self,
    RewindCommand.self,
    UndoCommand.self,
    RedoCommand.self,
    CompareCommand.self,
    HistoryCommand.self,
    HelpCommand.self,
    QuitCommand.self,
  ])

  /// The command with a name.
  func command(named name: String) -> (any SessionCommand.Type)? { byName[name] }

  /// A command that was read by the grammar of this table.
  func command(_ written: Command) -> any SessionCommand {
    guard let type = command(named: written.form.name) else {
      preconditionFailure("'\(written.form.name)' is not in the table that it was read by")
    }
    return type.init(written.arguments)
  }
}
