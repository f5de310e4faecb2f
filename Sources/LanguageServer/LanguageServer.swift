// LanguageServer: what editors ask about notebooks (the Language Server Protocol 3.17). Every word of its answers is the
// command table's; it knows neither files nor terminals, and its messages go in and out as values.

import JSONValues
import Session

/// A server for one client: messages in, messages out.
public struct LanguageServer {
  /// Whether the client has said that it is done, and how the program is to end then; nil as long as it goes on.
  public private(set) var isDoneWell: Bool?
  private let access: (_ path: String?) -> FileAccess
  private let version: String
  private let budget: Budget
  private var state = State.new
  private var encoding = PositionEncoding.utf16
  private var takesMarkdown = true
  private var documents: [String: OpenDocument] = [:]

  private enum State { case new, ready, shutDown }

  /// Creates a server.
  ///
  /// - Parameters:
  ///   - version: that of the program.
  ///   - budget: what a notebook may take of the machine.
  ///   - access: the files that the notebook at a path may name; nil stands for one that has no file yet.
  public init(version: String, budget: Budget = Budget(), access: @escaping (_ path: String?) -> FileAccess) {
    (self.version, self.budget, self.access) = (version, budget, access)
  }

  /// Takes a message, and gives the answers to it.
  public mutating func receive(_ bytes: [UInt8]) -> [JSON] {
    guard let value = JSON(parsing: bytes) else {
      return [Message.response(to: nil, .failure(ResponseError(.parseError, "the message is no JSON")))]
    }
    do throws(ResponseError) {
      guard let message = try Message(value) else { return [] }
      guard let id = message.id else {
        // There is no answer in which a notification's mistake could be told.
        return (try? notice(message)) ?? []
      }
      do throws(ResponseError) {
        return [Message.response(to: id, .success(try answer(message)))]
      } catch {
        return [Message.response(to: id, .failure(error))]
      }
    } catch {
      return [Message.response(to: value["id"] ?? nil, .failure(error))]
    }
  }

  /// What there is to tell of documents that have changed, once no more messages wait.
  public mutating func rest() -> [JSON] {
    documents.values.filter(\.isUnread).sorted { $0.uri < $1.uri }.map { document in
      documents[document.uri]?.isUnread = false
      return diagnosticsMessage(document, draft(of: document))
    }
  }

  /// Whether a document has changed since the client was told what is wrong with it.
  public var hasUnread: Bool { documents.values.contains(where: \.isUnread) }

  // MARK: - Requests

  private mutating func answer(_ message: Message) throws(ResponseError) -> JSON {
    switch (message.method, state) {
    case ("initialize", .new): return try initialize(message.params)
    case ("initialize", _): throw ResponseError(.invalidRequest, "the server is initialized already")
    case (_, .new): throw ResponseError(.serverNotInitialized, "the first request is 'initialize'")
    case (_, .shutDown): throw ResponseError(.invalidRequest, "the server was shut down")
    case ("shutdown", _):
      state = .shutDown
      return nil
    default: break
    }
    let params = message.params
    switch message.method {
    case "textDocument/completion":
      let (document, offset) = try place(params)
      let wasAsked = params["context"]?["triggerKind"] != 2
      return completionAnswer(draft(of: document), document.text, at: offset, wasAsked: wasAsked)
    case "textDocument/hover":
      let (document, offset) = try place(params)
      return hoverAnswer(draft(of: document), document.text, at: offset, asMarkdown: takesMarkdown)
    case "textDocument/definition":
      let (document, offset) = try place(params)
      return definitionAnswer(draft(of: document), document, at: offset)
    case "textDocument/documentSymbol":
      let document = try self.document(params)
      return symbolsAnswer(draft(of: document), document.text)
    default: throw ResponseError(.methodNotFound, "there is no method '\(message.method)' here")
    }
  }

  private mutating func initialize(_ params: JSON) throws(ResponseError) -> JSON {
    guard params.object != nil else { throw ResponseError(.invalidParams, "the parameters are an object") }
    let capabilities = params["capabilities"]
    encoding = PositionEncoding(offeredBy: capabilities)
    let formats = capabilities?["textDocument"]?["hover"]?["contentFormat"]?.array
    takesMarkdown = formats?.contains("markdown") ?? true
    state = .ready
    return [
      "capabilities": [
        "positionEncoding": .string(encoding.rawValue),
        "textDocumentSync": ["openClose": true, "change": 2, "save": true],
        "completionProvider": ["triggerCharacters": [" ", "$", "\"", "/"]],
        "hoverProvider": true,
        "definitionProvider": true,
        "documentSymbolProvider": true,
      ],
      "serverInfo": ["name": "nbrun", "version": .string(version)],
    ]
  }

  /// The document of a request, and the offset that it is about.
  private func place(_ params: JSON) throws(ResponseError) -> (OpenDocument, Int) {
    let document = try document(params)
    return (document, try document.text.offset(try params.required("position") { $0 }))
  }

  private func document(_ params: JSON) throws(ResponseError) -> OpenDocument {
    let uri = try params.required("textDocument") { $0 }.required("uri", \.string)
    guard let document = documents[uri] else { throw ResponseError(.invalidParams, "the document is not open") }
    return document
  }

  private func draft(of document: OpenDocument) -> NotebookDraft {
    NotebookDraft(document.text.source, files: access(path(ofFileAt: document.uri)), budget: budget)
  }

  // MARK: - Notifications

  private mutating func notice(_ message: Message) throws(ResponseError) -> [JSON] {
    if message.method == "exit" { isDoneWell = state == .shutDown }
    guard state == .ready else { return [] }
    let params = message.params
    switch message.method {
    case "textDocument/didOpen":
      let document = try OpenDocument(try params.required("textDocument") { $0 }, encoding)
      documents[document.uri] = document
    case "textDocument/didChange":
      var document = try document(params)
      let version = try params.required("textDocument") { $0 }["version"] ?? nil
      try document.change(try params.required("contentChanges", \.array), version: version)
      documents[document.uri] = document
    case "textDocument/didClose":
      let uri = try document(params).uri
      documents[uri] = nil
      return [Message.notification("textDocument/publishDiagnostics", ["uri": .string(uri), "diagnostics": []])]
    case "textDocument/didSave", "workspace/didChangeWatchedFiles":
      // What a notebook reads may have been written.
      for uri in documents.keys { documents[uri]?.isUnread = true }
    default: break
    }
    return []
  }
}
