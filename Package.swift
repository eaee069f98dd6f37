// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
  name: "swinit-net",
  products: [
    .executable(name: "swinit-net", targets: ["swinit-net"]), .executable(name: "swinit", targets: ["swinit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    // Of the later stages only: the local stage has no room for them.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CBLKID", providers: [.apt(["libblkid-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CZLIB", providers: [.apt(["zlib1g-dev"])]),
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

    .target(
      name: "Stages",
      dependencies: [
        "NetModel", "NetInput", "Renderers", "LocalStage", "CLinux", "CZLIB",
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: settings),
    .target(
      name: "MetadataService",
      dependencies: [
        "NetModel", "LocalStage", "Stages", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "swinit",
      dependencies: [
        "Stages", "MetadataService", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // Test-only: what a rendered tree means to its reader, the golden cases as values, random numbers that come again, and
    // a host that is a directory.
    .target(
      name: "Meaning", dependencies: ["NetModel", "Renderers", "CYAML", "Randomness"], path: "Tests/Support/Meaning",
      swiftSettings: settings),
    .target(
      name: "GoldenCases", dependencies: ["NetModel", "NetInput", "Renderers"], path: "Tests/Support/GoldenCases",
      swiftSettings: settings),
    .target(name: "Randomness", path: "Tests/Support/Randomness", swiftSettings: settings),
    .target(name: "HostDirectory", path: "Tests/Support/HostDirectory", swiftSettings: settings),

    .testTarget(name: "NetModelTests", dependencies: ["NetModel", "Randomness"], swiftSettings: settings),
    .testTarget(name: "NetInputTests", dependencies: ["NetInput", "NetModel", "Randomness"], swiftSettings: settings),
    .testTarget(name: "CloudConfigTests", dependencies: ["LocalStage", "NetModel"], swiftSettings: settings),
    .testTarget(
      name: "RenderersTests", dependencies: ["Renderers", "NetInput", "Meaning", "GoldenCases"], swiftSettings: settings
    ),
    .testTarget(
      name: "GoldenTests", dependencies: ["GoldenCases", "Meaning", "Renderers", "NetInput", "LocalStage"],
      swiftSettings: settings),
    .testTarget(
      name: "ConsumerTests", dependencies: ["GoldenCases", "Meaning", "Renderers", "NetModel"], swiftSettings: settings),
    .testTarget(
      name: "LocalStageTests", dependencies: ["LocalStage", "Renderers", "NetModel", "HostDirectory"],
      swiftSettings: settings),
    .testTarget(
      name: "KernelStateTests", dependencies: ["KernelState", "NetModel", "GoldenCases", "swinit-net"],
      swiftSettings: settings),
    .testTarget(
      name: "StagesTests", dependencies: ["Stages", "LocalStage", "NetInput", "HostDirectory", "Randomness"],
      swiftSettings: settings),
    .testTarget(
      name: "MetadataServiceTests",
      dependencies: [
        "MetadataService", "Stages", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["GoldenCases", "HostDirectory", "swinit-net"], swiftSettings: settings),
  ]
)
