// SPDX-License-Identifier: Apache-2.0

/// A part of a stage: works out what is to be done, and does nothing itself.
///
/// One file each below Modules/. The names, keys and defaults are those that cloud-init documents.
public protocol Module: Sendable {
  /// The name in cloud.cfg's lists, with underscores.
  static var name: String { get }

  /// How often it runs where the list does not say.
  static var frequency: Frequency { get }

  /// What is to be done on a host.
  static func plan(_ context: ModuleContext) -> ModulePlan
}

/// What a module wants done.
public struct ModulePlan: Hashable, Sendable {
  /// In this order; one that fails is told, and the next is done.
  public var actions: [Action] = []
  /// What is doubtful about the settings, for people: a line each. Settings that cannot be used cost themselves only.
  public var warnings: [String] = []
  /// Whether what was wanted has been done already, or nothing was.
  public var isEmpty: Bool { actions.isEmpty }

  /// Nothing.
  public init() {}

  /// Adds a file.
  public mutating func write(_ file: FileWrite) { actions.append(.write(file)) }

  /// Adds a program.
  public mutating func run(_ invocation: Invocation) { actions.append(.run(invocation)) }

  /// Adds a doubt.
  public mutating func warn(_ text: String) { warnings.append(text) }
}
