// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
  name: "swinit-net",
  products: [.executable(name: "swinit-net", targets: ["swinit-net"])],
  dependencies: [.package(url: "https://github.com/apple/swift-system", from: "1.8.1")],
  targets: [
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CBLKID", providers: [.apt(["libblkid-dev"])]),
    .systemLibrary(name: "CLinux"),
    .target(name: "NetModel", swiftSettings: settings),
    .target(name: "NetInput", dependencies: ["NetModel", "CYAML"], swiftSettings: settings),
    .target(name: "Renderers", dependencies: ["NetModel", "CYAML"], swiftSettings: settings),
    .target(
      name: "LocalStage",
      dependencies: [
        "NetModel", "NetInput", "Renderers", "CBLKID", "CLinux",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(name: "KernelState", dependencies: ["NetModel", "CLinux"], swiftSettings: settings),
    .executableTarget(name: "swinit-net", dependencies: ["LocalStage", "KernelState"], swiftSettings: settings),

    // Test-only: what a rendered tree means to its reader, and the golden cases as values.
    .target(
      name: "Meaning", dependencies: ["NetModel", "Renderers", "CYAML"], path: "Tests/Support/Meaning",
      swiftSettings: settings),
    .target(
      name: "GoldenCases", dependencies: ["NetModel", "NetInput", "Renderers"], path: "Tests/Support/GoldenCases",
      swiftSettings: settings),

    .testTarget(name: "NetModelTests", dependencies: ["NetModel"], swiftSettings: settings),
    .testTarget(name: "NetInputTests", dependencies: ["NetInput", "NetModel"], swiftSettings: settings),
    .testTarget(name: "CloudConfigTests", dependencies: ["LocalStage", "NetModel"], swiftSettings: settings),
    .testTarget(
      name: "RenderersTests", dependencies: ["Renderers", "NetInput", "Meaning", "GoldenCases"], swiftSettings: settings
    ),
    .testTarget(
      name: "GoldenTests", dependencies: ["GoldenCases", "Meaning", "Renderers", "NetInput"], swiftSettings: settings),
    .testTarget(
      name: "ConsumerTests", dependencies: ["GoldenCases", "Meaning", "Renderers", "NetModel"], swiftSettings: settings),
    .testTarget(
      name: "LocalStageTests", dependencies: ["LocalStage", "Renderers", "NetModel"], swiftSettings: settings),
    .testTarget(
      name: "KernelStateTests", dependencies: ["KernelState", "NetModel", "GoldenCases", "swinit-net"],
      swiftSettings: settings),
    .testTarget(name: "CommandTests", dependencies: ["GoldenCases", "swinit-net"], swiftSettings: settings),
  ]
)
