import { host } from './words/en/host.ts'
import { preview } from './words/en/preview.ts'
import { room } from './words/en/room.ts'
import { security } from './words/en/security.ts'
import { visit } from './words/en/visit.ts'

/** English is the source of truth: its keys and placeholders are those of every other language. */
export const en = { ...visit, ...preview, ...room, ...host, ...security }
