import { decodeMlsMessage, encodeMlsMessage, type MLSMessage } from 'ts-mls'
import { GroupAlarm } from './GroupAlarm.ts'

/** The limits of `group.commit`, `group.say` and `room.join`, in bytes. */
export const MOST_BYTES = { message: 65_536, welcome: 98_304, keyPackage: 8_192 } as const

type Content<W extends MLSMessage['wireformat']> = Extract<MLSMessage, { wireformat: W }>

const isOf = <W extends MLSMessage['wireformat']>(
  message: MLSMessage,
  wireformat: W,
): message is Content<W> => message.wireformat === wireformat

/** Exactly one message of the kind that belongs here; anything else is an alarm. */
export function decodeMessage<W extends MLSMessage['wireformat']>(
  bytes: Uint8Array,
  wireformat: W,
  mostBytes: number,
): Content<W> {
  if (bytes.length > mostBytes) throw new GroupAlarm('malformed')
  try {
    const decoded = decodeMlsMessage(bytes, 0)
    if (decoded !== undefined && decoded[1] === bytes.length && isOf(decoded[0], wireformat)) {
      return decoded[0]
    }
  } catch (error) {
    throw new GroupAlarm('malformed', { cause: error })
  }
  throw new GroupAlarm('malformed')
}

export const encodeMessage = (message: MLSMessage): Uint8Array => encodeMlsMessage(message)
