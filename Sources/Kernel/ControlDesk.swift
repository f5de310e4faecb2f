import JSONValues
import Jupyter
import Session

/// Answers what cannot wait for the work under way: interrupts, and the wish that the kernel may end.
public final class ControlDesk {
  private let office: Office
  private let interrupt: () -> Void
  /// Whether the kernel was asked to end.
  public private(set) var isToEnd = false

  /// Creates a desk.
  ///
  /// - Parameters:
  ///   - composer: what writes the messages of this thread.
  ///   - send: where they go.
  ///   - interrupt: stops the work under way.
  public init(_ composer: Composer, send: @escaping (Sending) -> Void, interrupt: @escaping () -> Void) {
    (office, self.interrupt) = (Office(composer, send), interrupt)
  }

  /// Tells all who listen that the kernel begins.
  public func begin() {
    office.send(office.composer.publication("status", of: nil, ["execution_state": "starting"]), .publication)
  }

  /// Greets a listener.
  public func welcome(toTopic topic: [UInt8]) { office.send(office.composer.welcome(toTopic: topic), .publication) }

  /// Answers a request.
  public func answer(_ request: Message, on channel: Channel = .control) {
    Exchange.hold(request, on: channel, office) { exchange in
      switch request.type {
      case "kernel_info_request": exchange.reply(kernelInfo)
      case "interrupt_request":
        interrupt()
        exchange.reply(["status": "ok"])
      case "shutdown_request":
        isToEnd = true
        let content: JSON = [
          "status": "ok", "restart": request.content["restart"].flatMap(\.bool).map(JSON.bool) ?? false,
        ]
        exchange.publish("shutdown_reply", content)
        exchange.reply(content)
      case "debug_request":
        exchange.reply([
          "type": "response", "success": false, "command": request.content["command"] ?? "",
          "request_seq": request.content["seq"] ?? 0, "message": "there is no debugger",
        ])
      default: break
      }
    }
  }
}

extension Message {
  /// Whether the desk answers it, by whatever socket it has come: the wish to end may come with the cells.
  public var cannotWait: Bool { type == "shutdown_request" }
}

/// What the kernel is, and which language it speaks.
let kernelInfo: JSON = [
  "status": "ok", "protocol_version": .string(Composer.protocolVersion), "implementation": "nbrun",
  "implementation_version": .string(programVersion),
  "banner": .string("nbrun \(programVersion): 'help' lists the commands, and 'help train' explains one"),
  "language_info": .object(
    (JupyterNotebook.languageInfo.object ?? [:]).merging(["version": .string(programVersion)]) { $1 }),
  "debugger": false, "help_links": [],
]
