/// All commands, in the order in which help lists them.
public enum CommandTable {
  /// Every command of the language, declared once.
  public static let commands: [CommandSpec] = [
    seed, precision, digits, `let`, data, split, normalize, take, shuffle, layer, loss, optimizer, schedule, batch,
    train, show, predict, plot, keep, expect, save, load, reset, rewind, undo, compare, history, help, quit,
  ]

  /// The command with a name or synonym.
  public static func spec(named name: String) -> CommandSpec? {
    commands.first { $0.form.matches(name) }
  }
}
