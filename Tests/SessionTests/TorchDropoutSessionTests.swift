import Testing

@testable import Session

/// A net with dropout under PyTorch's seed, as a notebook trains it: the figures are those of PyTorch 2.13, in double
/// precision, which `Tests/Fixtures/make_torch.py` writes.
@Suite struct TorchDropoutSessionTests {
  private let start = """
    data rows
    -1 -0.25 0.5 -> 0
    0.75 1.5 -0.5 -> 1
    -0.25 0.5 1.25 -> 0
    1.5 -0.5 0.25 -> 1
    0.5 1.25 -0.75 -> 0
    -0.5 0.25 1 -> 1
    1.25 -0.75 0 -> 0
    0.25 1 -1 -> 1
    end
    seed 8 torch
    layer affine 3 8 weights torch biases torch
    layer tanh
    layer dropout 0.25
    layer affine 8 2 weights torch biases torch
    loss softmax_cross_entropy

    """

  @Test func allRowsAtOnceGiveWhatPyTorchGives() throws {
    let text = """
      train 50 lr 0.1
      expect loss = 0.6379394049889172 within 1e-12
      expect outputs within 1e-12
      0.25048280211285107 -0.44231661228035646
      -0.19566276277592176 0.45459239438115956
      0.011471942420241896 -0.15512267840916796
      -0.18157906501618226 0.1597769229879555
      -0.1480108751704706 0.3873812515697548
      0.0692247170056242 -0.241145023599103
      -0.08626425966930366 0.021169848520634603
      -0.08084258721885307 0.2949478155968669
      end
      """
    #expect(notes(try runAll(start + text)).suffix(2).allSatisfy { $0.hasPrefix("As expected") })
  }

  @Test func theBatchesOfADataLoaderGiveWhatPyTorchGives() throws {
    let text = """
      optimizer momentum 0.9
      train 50 lr 0.1 batch 3
      expect loss = 0.6481226990552399 within 1e-12
      expect outputs within 1e-12
      0.6402679401672299 -0.5213823970402942
      -0.4370623094170839 -0.0419880268594382
      0.2881710976417212 -0.3799528201354917
      -0.16195343938245854 -0.5150873284631914
      -0.424500182889888 -0.06928963257486687
      0.41098417063548204 -0.4228884487383601
      -0.05114314085016676 -0.5916260284709194
      -0.3855302628762351 -0.0954219346906717
      end
      """
    #expect(notes(try runAll(start + text)).suffix(2).allSatisfy { $0.hasPrefix("As expected") })
  }

  /// What is drawn next after each way of getting there: taken back, stopped and gone on with, kept, looked at.
  @Test func allWaysLeaveTheStreamWhereItWas() throws {
    func digests(_ text: String) throws -> (network: String, next: [[Double]]) {
      let runner = Runner()
      _ = try runAll("\(start)\(text)", in: runner)
      let digest = runner.state.digest
      _ = try runAll("reset\ndata xor\nlayer affine 2 2 weights torch\n", in: runner)
      return (digest, try runner.rows(of: "W1"))
    }
    let plain = try digests("train 50 lr 0.1")
    for text in [
      "train 50 lr 0.1\nundo\nredo", "train 7 lr 0.1\nundo\ntrain 50 lr 0.1", "train 20 lr 0.1\ntrain 30 lr 0.1",
      "train 50 lr 0.1 stop 20\ntrain 30 lr 0.1", "train 20 lr 0.1\nkeep a\nshow loss\ntrain 30 lr 0.1 log 1",
    ] {
      let other = try digests(text)
      #expect(other == plain, "\(text)")
    }
    #expect(try digests("train 49 lr 0.1") != plain)
  }

  @Test func anotherSeedOrStreamDropsOthers() throws {
    func digest(_ seed: String) throws -> String? {
      // The weights are drawn before, so that only what is dropped differs.
      notes(try runAll("\(start)seed \(seed)\ntrain 5 lr 0.1\nshow digest")).last
    }
    let all = try ["8", "8 torch", "9 torch"].map(digest)
    #expect(Set(all).count == 3)
  }
}
