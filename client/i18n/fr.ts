import { host } from './words/fr/host.ts'
import { preview } from './words/fr/preview.ts'
import { room } from './words/fr/room.ts'
import { security } from './words/fr/security.ts'
import { visit } from './words/fr/visit.ts'
import type { Words } from './Words.ts'

export const fr: Words = { ...visit, ...preview, ...room, ...host, ...security }
