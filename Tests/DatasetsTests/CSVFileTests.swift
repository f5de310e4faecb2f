import Testing

@testable import Datasets
@testable import Engine

/// Files of comma-separated values as people and programs write them.
@Suite struct CSVFileTests {
  private func read(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> Dataset {
    try Dataset(csv: Array(text.utf8), name: "t.csv", options)
  }

  @Test func namesInTheFirstLineAreFound() throws {
    let data = try read("a,b,kind\n1,2,cat\n3,4.5,ant\n-5e-1,0,cat\n")
    #expect(data.inputs.values == [1, 2, 3, 4.5, -0.5, 0])
    #expect(data.targets.values == [1, 0, 1] && data.classNames == ["ant", "cat"])
  }

  @Test func columnsKeepTheirNames() throws {
    let text = "a,b,kind\n1,2,0\n3,4,1\n"
    let data = try read(text, CSVOptions(inputs: [.number(2), .name("a")]))
    #expect(data.inputNames == ["b", "a"] && data.targetNames == ["kind"])
    let nameless = try read("1,2,0\n3,4,1\n")
    #expect(nameless.inputNames == nil && nameless.targetNames == nil && nameless.pictureShape == nil)
  }

  @Test func aWordAboveANumberIsAHeading() throws {
    let data = try read("2020,rain,kind\n1,2,3\n4,5,6\n")
    #expect(data.inputNames == ["2020", "rain"] && data.targetNames == ["kind"])
    #expect(data.inputs.values == [1, 2, 4, 5] && data.targets.values == [3, 6])
  }

  @Test func aFileWithoutNamesBeginsWithASample() throws {
    let data = try read("1,2,0\n3,4,1\n")
    #expect(data.inputs.values == [1, 2, 3, 4] && data.targets.values == [0, 1] && data.classNames == nil)
    #expect(try read("1,2\n3,4\n", CSVOptions(hasHeader: true)).inputs.values == [3])
  }

  @Test(arguments: [
    "a,b\r\n1,2\r\n3,4\r\n", "a;b\n1;2\n3;4", "a\tb\n1\t2\n\n3\t4\n\n", "\u{FEFF}a,b\n1,2\n3,4", "a,b\r1,2\r3,4",
  ])
  func lineEndsAndSeparatorsOfAllKinds(text: String) throws {
    let data = try read(text)
    #expect(data.inputs.values == [1, 3] && data.targets.values == [2, 4])
  }

  @Test func quotesHoldCommasQuotesAndLineBreaks() throws {
    let data = try read("x,kind\n\"1\",\"a, \"\"b\"\"\nc\"\n2,d\n")
    #expect(data.inputs.values == [1, 2] && data.classNames == ["a, \"b\"\nc", "d"])
  }

  @Test func columnsAreChosenByNameOrNumber() throws {
    let text = "a,b,c,d\n1,2,3,4\n5,6,7,8\n"
    let data = try read(text, CSVOptions(inputs: [.name("c"), .number(1)], targets: [.name("b")]))
    #expect(data.inputs.values == [3, 1, 7, 5] && data.targets.values == [2, 6])
  }

  @Test func severalTargetsStandInTheOrderAskedFor() throws {
    let text = "u,a,v,b\n1,2,3,4\n5,6,7,8\n"
    let data = try read(text, CSVOptions(targets: [.name("v"), .name("u")]))
    #expect(data.targets == Matrix([[3, 1], [7, 5]]) && data.targetNames == ["v", "u"])
    #expect(data.inputs == Matrix([[2, 4], [6, 8]]) && data.inputNames == ["a", "b"] && data.classNames == nil)
    let numbered = try read("1,2,3\n4,5,6\n", CSVOptions(inputs: [.number(3)], targets: [.number(1), .number(2)]))
    #expect(numbered.targets == Matrix([[1, 2], [4, 5]]) && numbered.targetNames == nil)
  }

  @Test(arguments: [
    (
      "a,u,v\n1,2,3\n4,5,cat\n", [CSVColumn.name("u"), .name("v")], "t.csv, line 3: 'v' is 'cat', which is not a number"
    ),
    ("a,u,v\n1,2,3\n4,inf,6\n", [.name("u"), .name("v")], "t.csv, line 3: 'u' is 'inf', which is not a number"),
    ("a,u,v\n1,2,3\n4,,6\n", [.name("u"), .name("v")], "t.csv, line 3: 'u' is missing"),
    ("a,u,v\n1,2,3\n4,5\n", [.name("u"), .name("v")], "t.csv, line 3: there are 2 fields, but the first line has 3"),
    ("a,u,v\n1,2,3\n", [.name("u"), .number(2)], "t.csv, line 1: 'u' is a target twice"),
    (
      "u,v\n1,2\n", [.name("u"), .name("v")],
      "t.csv, line 1: all 2 columns are targets, and none is left for the inputs"
    ),
  ])
  func severalTargetsThatCannotBeAreRefused(text: String, targets: [CSVColumn], message: String) {
    let error = #expect(throws: DataFileError.self) { try read(text, CSVOptions(targets: targets)) }
    #expect(error?.message == message)
  }

  @Test func aTargetThatStopsBeingANumberIsNames() throws {
    let data = try read("1,7\n2,8\n3,x\n", CSVOptions(hasHeader: false))
    #expect(data.classNames == ["7", "8", "x"] && data.targets.values == [0, 1, 2])
  }

  @Test(arguments: [
    ("", "t.csv, line 1: the file is empty"),
    ("\n\n", "t.csv, line 1: the file is empty"),
    ("a,b\n", "t.csv, line 1: there are no rows below the names of the columns"),
    ("a\n1\n", "t.csv, line 1: there is one column only, and it is the target"),
    ("a,b\n1,2\n3\n", "t.csv, line 3: there are 1 field, but the first line has 2"),
    ("a,b\n1,2\n3,4,5\n", "t.csv, line 3: there are 3 fields, but the first line has 2"),
    ("a,b\n1,2\n,4\n", "t.csv, line 3: 'a' is missing"),
    ("a,b\n1,2\n4,\n", "t.csv, line 3: 'b' is missing"),
    ("a,b\n1,2\nx,4\n", "t.csv, line 3: 'a' is 'x', which is not a number"),
    ("a,b\n1,2\nnan,4\n", "t.csv, line 3: 'a' is 'nan', which is not a number"),
    ("a,b\n1,2\n1e999,4\n", "t.csv, line 3: 'a' is '1e999', which is not a number"),
    ("a,b\n1,2\n\"3,4\n", "t.csv, line 3: a quote is never closed"),
    ("a,b\n1,\"x\ny\"\nz,4\n", "t.csv, line 4: 'a' is 'z', which is not a number"),
    ("a,b\n1,2\n\"3\"x,4\n", "t.csv, line 3: something stands after a closing quote"),
  ])
  func mistakesAreNamedByLineAndColumn(text: String, message: String) {
    let error = #expect(throws: DataFileError.self) { try read(text) }
    #expect(error?.message == message)
  }

  @Test func columnsThatAreNotThereAreNamed() {
    let text = "a,b,a\n1,2,3\n"
    for (options, message) in [
      (CSVOptions(targets: [.name("z")]), "t.csv, line 1: there is no column 'z'"),
      (CSVOptions(targets: [.number(4)]), "t.csv, line 1: there is no column 4: there are 3"),
      (CSVOptions(targets: [.name("a")]), "t.csv, line 1: there are two columns 'a'"),
      (CSVOptions(inputs: [.name("b")], targets: [.name("b")]), "t.csv, line 1: 'b' is both input and target"),
    ] {
      let error = #expect(throws: DataFileError.self) { try read(text, options) }
      #expect(error?.message == message)
    }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    let error = #expect(throws: DataFileError.self) {
      try Dataset(csv: Array("a,b\n1,".utf8) + [0xFF, 0xFE, 0x0A], name: "t.csv", CSVOptions())
    }
    #expect(error?.message == "t.csv, line 2: the text is not UTF-8")
  }

  @Test func numbersAreReadAsSwiftReadsThem() throws {
    var stream = RandomStream(seed: 4)
    var texts: [String] = []
    for _ in 0..<20_000 {
      let value = Double(bitPattern: UInt64(stream.nextWord()) << 32 | UInt64(stream.nextWord()))
      if value.isFinite { texts.append("\(value)") }
      texts.append("\(Double(stream.nextWord()) / 1000)")
      texts.append("\(stream.nextWord()).\(stream.nextWord())\(stream.nextWord())")
    }
    let data = try read(texts.map { "\($0),0" }.joined(separator: "\n"), CSVOptions(hasHeader: false))
    try #require(data.inputs.values.count == texts.count && texts.count > 59_000)
    let different = zip(texts, data.inputs.values).filter { Double($0) != $1 }
    #expect(different.isEmpty, "\(different.prefix(3))")
  }

  @Test(arguments: [
    ("a,t\n1,Inf\n2,setosa\n", ["Inf", "setosa"], [0, 1]), ("a,t\n1,setosa\n2,Inf\n", ["Inf", "setosa"], [1, 0]),
    ("a,t\n1,5\n2,Inf\n3,setosa\n", ["5", "Inf", "setosa"], [0, 1, 2]),
  ])
  func aClassMayBeCalledLikeNoNumber(text: String, names: [String], targets: [Double]) throws {
    let data = try read(text)
    #expect(data.classNames == names && data.targets.values == targets)
  }

  @Test(arguments: [
    ("a,t\n1,2\n2,nan\n", "t.csv, line 3: 't' is 'nan', not a finite number"),
    ("a,t\n1,1e400\n2,2\n", "t.csv, line 2: 't' is '1e400', not a finite number"),
    ("a,t,\n1,0,\n", "t.csv, line 2: 'column 3' is missing"),
    (
      "a,t\n\(String(repeating: "x", count: 5000)),0\n1,2\n",
      "t.csv, line 2: 'a' is '\(String(repeating: "x", count: 39))…', which is not a number"
    ),
  ])
  func valuesThatAreNoneAreRefusedInFewWords(text: String, message: String) {
    let error = #expect(throws: DataFileError.self) { try read(text) }
    #expect(error?.message == message)
  }

  @Test func aColumnWithoutANameIsCalledByItsNumber() throws {
    let data = try read("a,,t\n1,2,3\n4,5,6\n7,8,x\n")
    #expect(data.inputNames == ["a", "column 2"])
    #expect(data.classNames == ["3", "6", "x"] && data.targets.values == [0, 1, 2])
  }

  @Test func numbersAreClassesOnlyIfAllAreThere() throws {
    #expect(try read("a,t\n1,0\n2,2\n3,1\n").usedClassCount == 3)
    let prices = try read("a,t\n1,250000\n2,310000\n3,5\n")
    #expect(prices.usedClassCount == nil && prices.classCount == 310_001 && !prices.isTwoValued)
    #expect(try read("a,t\n1,-1\n2,1\n3,-1\n").isTwoValued)
  }
}
