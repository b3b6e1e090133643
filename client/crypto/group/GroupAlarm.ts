/** Why a message of the group was refused. Words for the audit and the alarm; the reader is told less. */
export type AlarmReason =
  /** Not one private MLS message of a bearable size: an external commit comes in a public one. */
  | 'malformed'
  | 'other_group'
  /** A commit of an epoch that is over. */
  | 'old_message'
  /** It does not decrypt, its signature or confirmation fails, or it was seen before. */
  | 'unreadable'
  | 'standalone_proposal'
  | 'may_not_commit'
  | 'forbidden_proposal'
  | 'psk'
  /** Somebody's person, device or key became another in an update. */
  | 'changed_leaf'
  /** A leaf whose attestation, device or place does not hold. */
  | 'bad_leaf'
  | 'may_not_admit'
  /** The server told us one order and the group went another. */
  | 'fork'

/** A message that was refused; nothing of the group has changed. */
export class GroupAlarm extends Error {
  override readonly name = 'GroupAlarm'
  readonly reason: AlarmReason

  constructor(reason: AlarmReason, options?: ErrorOptions) {
    super(`The group refused a message: ${reason}`, options)
    this.reason = reason
  }

  static from(error: unknown, reason: AlarmReason): GroupAlarm {
    return error instanceof GroupAlarm ? error : new GroupAlarm(reason, { cause: error })
  }
}
