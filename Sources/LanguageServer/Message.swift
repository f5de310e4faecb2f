import JSONValues

/// What comes from a client: a request, which is answered, or a notification, which is not.
struct Message {
  /// What a request is answered by; nil for a notification.
  let id: JSON?
  let method: String
  let params: JSON

  /// Reads a message; nil for an answer to a request, of which a server without requests waits for none.
  init?(_ value: JSON) throws(ResponseError) {
    guard let members = value.object else { throw ResponseError(.invalidRequest, "a message is an object") }
    id = members["id"]
    guard let method = members["method"] else {
      if members["result"] != nil || members["error"] != nil { return nil }
      throw ResponseError(.invalidRequest, "the message has no method")
    }
    guard let name = method.string else { throw ResponseError(.invalidRequest, "method is no string") }
    switch id {
    case nil, .string?, .number?: break
    default: throw ResponseError(.invalidRequest, "id is neither a number nor a string")
    }
    (self.method, params) = (name, members["params"] ?? nil)
  }

  /// The answer to a request.
  static func response(to id: JSON, _ result: Result<JSON, ResponseError>) -> JSON {
    switch result {
    case .success(let value): ["jsonrpc": "2.0", "id": id, "result": value]
    case .failure(let error):
      ["jsonrpc": "2.0", "id": id, "error": ["code": .int(error.code.rawValue), "message": .string(error.message)]]
    }
  }

  /// A message to the client that it does not answer.
  static func notification(_ method: String, _ params: JSON) -> JSON {
    ["jsonrpc": "2.0", "method": .string(method), "params": params]
  }
}

/// Why a request gets no result.
struct ResponseError: Error, Equatable {
  let code: Code
  let message: String

  init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  /// The numbers that the protocol has for it.
  enum Code: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case serverNotInitialized = -32002
  }
}

extension JSON {
  /// A member that has to be there.
  func required<Value>(_ name: String, _ kind: (JSON) -> Value?) throws(ResponseError) -> Value {
    guard let value = self[name].flatMap(kind) else {
      throw ResponseError(.invalidParams, "'\(name)' is missing, or not of its type")
    }
    return value
  }
}
