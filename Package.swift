// swift-tools-version: 6.0
import PackageDescription

/// The engine, what reads files, and the lexer are optimised in debug builds too: `swift run` is a debug build.
let optimisedInDebug: [SwiftSetting] = [
  .unsafeFlags(["-O", "-wmo", "-num-threads", "1", "-disable-batch-mode"], .when(configuration: .debug))
]

/// Where pkg-config has to say where a library is that only a program beside `nbrun` needs. On Linux its headers are in the
/// usual place, and nobody who builds `nbrun` alone is to hear that it is not there.
func elsewhere(_ library: String) -> String? {
  #if os(Linux)
    nil
  #else
    library
  #endif
}

let package = Package(
  name: "nbrun",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "nbrun", targets: ["nbrun"]),
    .executable(name: "nbrun-preview", targets: ["PreviewServer"]),
    .executable(name: "nbrun-kernel", targets: ["nbrun-kernel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .systemLibrary(
      name: "CLibedit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .target(name: "CEditline", dependencies: ["CLibedit"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(
      name: "CKernels",
      // A debug build would be without optimisation. No flag is needed for the bits: each file says that nothing is
      // contracted, and the compiler reorders nothing unasked.
      cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))],
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "Engine", dependencies: ["CKernels"], swiftSettings: optimisedInDebug),
    .target(name: "CFiles"),
    .target(name: "Files", dependencies: ["CFiles"], swiftSettings: optimisedInDebug),
    .target(name: "Compression", dependencies: ["CZlib"], swiftSettings: optimisedInDebug),
    .target(name: "Datasets", dependencies: ["Compression", "Engine", "Files"], swiftSettings: optimisedInDebug),
    .target(name: "WeightFiles", dependencies: ["Compression"], swiftSettings: optimisedInDebug),
    .target(name: "Language", swiftSettings: optimisedInDebug),
    .target(name: "Outputs"),
    .target(name: "JSONValues", swiftSettings: optimisedInDebug),
    .target(name: "Documents", dependencies: ["CCmarkGFM", "Language"]),
    .target(
      name: "Session", dependencies: ["Datasets", "Documents", "Engine", "Files", "Language", "Outputs", "WeightFiles"]),
    .target(name: "Report", dependencies: ["Language", "Outputs"]),
    .target(name: "Jupyter", dependencies: ["Documents", "JSONValues", "Language", "Outputs", "Report"]),
    .target(
      name: "Shell",
      dependencies: ["CEditline", "Documents", "Engine", "Files", "Language", "Outputs", "Report", "Session"]),
    .target(
      name: "Preview",
      dependencies: ["Documents", "Engine", "Files", "JSONValues", "Language", "Outputs", "Report", "Session"],
      resources: [.embedInCode("page.css"), .embedInCode("page.js")]),
    .executableTarget(
      name: "PreviewServer",
      dependencies: [
        "Files", "JSONValues", "Preview", "Session", "Shell", .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .target(
      name: "LanguageServer",
      dependencies: ["Documents", "JSONValues", "Language", "Outputs", "Report", "Session"],
      exclude: ["Editors", "README.md"]),
    .executableTarget(
      name: "nbrun",
      dependencies: [
        "Documents", "Engine", "Files", "JSONValues", "Jupyter", "Language", "LanguageServer", "Outputs", "Report",
        "Session", "Shell",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .systemLibrary(
      name: "CZMQ", pkgConfig: elsewhere("libzmq"), providers: [.apt(["libzmq3-dev"]), .brew(["zeromq"])]),
    .systemLibrary(
      name: "CSodium", pkgConfig: elsewhere("libsodium"),
      providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),
    .target(
      name: "Kernel",
      dependencies: ["Documents", "JSONValues", "Jupyter", "Language", "Outputs", "Report", "Session"]),
    .executableTarget(
      name: "nbrun-kernel",
      dependencies: [
        "CSodium", "CZMQ", "Engine", "Files", "JSONValues", "Kernel", "Report", "Session",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [
        .embedInCode("Resources/logo-32x32.png"), .embedInCode("Resources/logo-64x64.png"),
        .embedInCode("Resources/logo-svg.svg"),
      ]),
    .executableTarget(name: "Benchmark", dependencies: ["CKernels", "Engine"], path: "Tests/Benchmarks/Kernels"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "Compression", "Datasets", "Documents", "Engine", "Files", "JSONValues", "Jupyter", "Language",
        "LanguageServer", "Outputs", "Preview", "Report", "Session", "WeightFiles",
      ],
      path: "Tests/Fuzzing/Program"),
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .testTarget(name: "EngineTests", dependencies: ["CAllocations", "CKernels", "Engine"]),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .testTarget(name: "CompressionTests", dependencies: ["Compression"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Files"]),
    .testTarget(name: "WeightFilesTests", dependencies: ["WeightFiles"]),
    .testTarget(name: "LanguageTests", dependencies: ["Language"]),
    .testTarget(name: "OutputsTests", dependencies: ["Outputs"]),
    .testTarget(name: "JSONValuesTests", dependencies: ["JSONValues"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "Language"]),
    .testTarget(
      name: "SessionTests",
      dependencies: [
        "Datasets", "Documents", "Engine", "Files", "Language", "Outputs", "Report", "Session", "WeightFiles",
      ]),
    .testTarget(name: "LanguageServerTests", dependencies: ["JSONValues", "Language", "LanguageServer", "Session"]),
    .testTarget(name: "ReportTests", dependencies: ["Language", "Outputs", "Report"]),
    .testTarget(name: "PreviewTests", dependencies: ["Documents", "JSONValues", "Language", "Preview", "Session"]),
    .testTarget(name: "KernelTests", dependencies: ["JSONValues", "Jupyter", "Kernel", "Outputs", "Session"]),
    .testTarget(name: "JupyterTests", dependencies: ["Documents", "JSONValues", "Jupyter", "Language"]),
    .testTarget(name: "CommandLineTests", dependencies: ["nbrun"]),
    .testTarget(name: "ShellTests", dependencies: ["nbrun", "Shell"]),
    .testTarget(name: "FuzzingTests", dependencies: ["Fuzz"]),
  ]
)
