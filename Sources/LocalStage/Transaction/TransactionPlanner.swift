// SPDX-License-Identifier: Apache-2.0

import Renderers

/// Decides what is to happen to each path. Pure: the disk is a value.
struct TransactionPlanner {
  private typealias Decision = TransactionPlan.Decision

  /// Whose file stands at a path.
  private enum Owner {
    case nobody, us, somebodyWhoEditedOurs, somebodyElse
  }

  private let survey: Survey
  private let known: [String: Ledger.File]
  private let wanted: [String: RenderedFile]
  /// Nil where nothing of ours is to be left.
  private let origin: Ledger.Origin?

  private var edits: [Ledger.Edit]
  private var nextCopy: Int
  private var discards: [String] = []
  private var files: [Ledger.File] = []

  private init(_ desired: [RenderedFile], _ ledger: Ledger?, _ origin: Ledger.Origin?, _ survey: Survey) {
    self.survey = survey
    self.origin = origin
    known = Dictionary((ledger?.files ?? []).map { ($0.path, $0) }) { first, _ in first }
    wanted = Dictionary(desired.map { ($0.path, $0) }) { first, _ in first }
    edits = ledger?.edits ?? []
    nextCopy = survey.nextCopy
  }

  /// The plan that leaves the desired files and no others of ours but some that are not to be touched; with no origin, none.
  static func plan(
    _ desired: [RenderedFile], leaving untouched: Set<String> = [], replacing ledger: Ledger?, origin: Ledger.Origin?,
    survey: Survey
  ) -> TransactionPlan {
    var planner = TransactionPlanner(desired, ledger, origin, survey)
    let paths = Set(planner.wanted.keys).union(planner.known.keys).sorted()
    let decisions = paths.compactMap { path -> Decision? in
      if let file = planner.wanted[path] { return planner.want(file) }
      guard let file = planner.known[path] else { return nil }
      if !untouched.contains(path) { return planner.giveUp(file) }
      planner.files.append(file)
      return nil
    }
    return planner.finish(decisions, ledger)
  }

  private func owner(of path: String) -> Owner {
    if survey[path] == .nothing { return .nobody }
    if survey.merged.contains(path) { return .us }
    // Nobody else writes to our state, whether the ledger still knows of it or not.
    if case .file = survey[path], StatePath.documents.contains(path) { return .us }
    if let file = known[path] { return survey[path].hash == file.hash ? .us : .somebodyWhoEditedOurs }
    return survey.signed.contains(path) ? .somebodyWhoEditedOurs : .somebodyElse
  }

  // MARK: Files that are to stand

  private mutating func want(_ file: RenderedFile) -> Decision {
    let standing = survey[file.path]
    let isRight = standing == Standing(file)
    var before = known[file.path]?.before
    var saving: TransactionPlan.Saving?
    switch owner(of: file.path) {
    case .nobody, .us: break
    case .somebodyWhoEditedOurs where !isRight: saving = saveEdit(of: file.path)
    case .somebodyWhoEditedOurs where survey.signed.contains(file.path): break
    case .somebodyWhoEditedOurs, .somebodyElse:
      // Saved even if it is what we want: it was there before us, and is to be there after us.
      discards += [before?.name].compactMap { $0 }
      let copy = save(file.path, .foreign)
      before = copy.copy
      saving = copy
    }
    files.append(
      Ledger.File(
        path: file.path, mode: ModeBits(file.mode), hash: ContentHash(of: file.contents.utf8), before: before))
    return Decision(
      path: file.path, standing: standing, action: isRight ? .keep : .write(file), saving: saving)
  }

  // MARK: Files of ours that are to go

  private mutating func giveUp(_ file: Ledger.File) -> Decision {
    let standing = survey[file.path]
    func decision(_ action: TransactionPlan.Action, _ saving: TransactionPlan.Saving? = nil) -> Decision {
      Decision(path: file.path, standing: standing, action: action, saving: saving)
    }
    // What stands under the copy's name counts, not what the ledger says of it: the copy may be gone.
    let copy = file.before.flatMap { before in
      survey.copies[before.name].map { Ledger.Copy(name: before.name, standing: $0) }
    }.flatMap { $0.standing.canBeSaved ? $0 : nil }
    var saving: TransactionPlan.Saving?
    switch owner(of: file.path) {
    case .nobody:
      if copy == nil { return decision(.forget) }
    case .us: break
    case .somebodyWhoEditedOurs, .somebodyElse:
      if standing == copy?.standing {
        discards += [copy?.name].compactMap { $0 }
        return decision(.forget)
      }
      // After a clean nobody will write there again, so it can stay; while we configure the host, it would contradict.
      // A link is no edit of a file: somebody else has taken the path over, as systemd-resolved does.
      guard origin != nil, case .file = standing else { return decision(.leave) }
      saving = saveEdit(of: file.path)
    }
    guard let copy else { return decision(.remove, saving) }
    discards.append(copy.name)
    return decision(.restore(copy), saving)
  }

  // MARK: Copies

  private mutating func save(_ path: String, _ reason: TransactionOutcome.SaveReason) -> TransactionPlan.Saving {
    let name = path.nameOfPath
    let copy = Ledger.Copy(name: name.utf8.count > 200 ? "\(nextCopy)" : "\(nextCopy)-\(name)", standing: survey[path])
    nextCopy += 1
    return TransactionPlan.Saving(reason: reason, copy: copy, isNew: true)
  }

  /// Saves an edit, unless the same has been saved before: whoever edits at every boot does not fill the disk.
  private mutating func saveEdit(of path: String) -> TransactionPlan.Saving {
    let same = edits.last { $0.path == path && $0.copy.standing == survey[path] }
    if let same, survey.copies[same.copy.name] == same.copy.standing {
      return TransactionPlan.Saving(reason: .edited, copy: same.copy, isNew: false)
    }
    let saving = save(path, .edited)
    edits.append(Ledger.Edit(path: path, copy: saving.copy))
    let old = edits.filter { $0.path == path }.dropLast(Ledger.mostEdits)
    discards += old.map(\.copy.name)
    edits.removeAll(where: old.contains)
    return saving
  }

  // MARK: Directories and the ledger

  private func finish(_ decisions: [Decision], _ ledger: Ledger?) -> TransactionPlan {
    var targets = decisions.filter(\.makesFile).map(\.path)
    if origin != nil { targets += StatePath.ledgers }
    if decisions.contains(where: { $0.saving?.isNew ?? false }) { targets.append(StatePath.copy("")) }
    let missing = Set(targets.flatMap(\.directoriesAbove)).subtracting(survey.directories).sorted()
    let made = Set(ledger?.directories ?? []).union(missing).filter { !$0.hasPrefix(StatePath.directory) }.sorted()
    return TransactionPlan(
      decisions: decisions,
      ledger: origin.map { Ledger(origin: $0, files: files, edits: edits, directories: made) },
      directories: missing, discards: discards, emptied: origin == nil ? made.reversed() : [],
      ledgerStandings: survey.standing.filter { StatePath.ledgers.contains($0.key) }, leftovers: survey.leftovers)
  }
}

extension TransactionPlan.Decision {
  /// Whether a file is put there.
  fileprivate var makesFile: Bool {
    switch action {
    case .write, .restore: true
    case .keep, .remove, .forget, .leave: false
    }
  }
}
