import { host } from './words/de/host.ts'
import { preview } from './words/de/preview.ts'
import { room } from './words/de/room.ts'
import { security } from './words/de/security.ts'
import { visit } from './words/de/visit.ts'
import type { Words } from './Words.ts'

export const de: Words = { ...visit, ...preview, ...room, ...host, ...security }
