import JSONValues

/// Where a message goes.
public enum Channel: Sendable, Equatable {
  /// To whoever has asked for work.
  case shell
  /// To whoever has asked for something that cannot wait for the work.
  case control
  /// To all who listen.
  case publication
}

/// What the kernel gives to its sockets.
public enum Sending: Sendable, Equatable {
  /// A message.
  case message(Message, Channel)
  /// The wish to be told, behind all requests that have come by now, that those were all.
  case fence
}

/// One request while it is answered: the kernel is busy from its beginning to its end, whatever happens between.
struct Exchange {
  let request: Message
  private let channel: Channel
  private let office: Office

  /// Answers a request.
  static func hold(_ request: Message, on channel: Channel, _ office: Office, _ answer: (Exchange) -> Void) {
    let exchange = Exchange(request: request, channel: channel, office: office)
    exchange.publish("status", ["execution_state": "busy"])
    answer(exchange)
    exchange.publish("status", ["execution_state": "idle"])
  }

  /// Replies to whoever has asked.
  func reply(_ content: JSON) { office.send(office.composer.reply(to: request, content), channel) }

  /// Replies that the request cannot be answered as it is.
  func refuse(_ reason: String) {
    reply(["status": "error", "ename": "RequestError", "evalue": .string(reason), "traceback": []])
  }

  /// Tells all who listen.
  func publish(_ type: String, _ content: JSON) {
    office.send(office.composer.publication(type, of: request, content), .publication)
  }

  /// Lets the sockets tell which requests came before now.
  func fence() { office.fence() }
}

/// Where a thread writes its messages and hands them over.
final class Office {
  var composer: Composer
  private let sink: (Sending) -> Void

  init(_ composer: Composer, _ sink: @escaping (Sending) -> Void) { (self.composer, self.sink) = (composer, sink) }

  func send(_ message: Message, _ channel: Channel) { sink(.message(message, channel)) }

  func fence() { sink(.fence) }
}
