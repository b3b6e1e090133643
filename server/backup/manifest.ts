import { z } from 'zod'

const Name = z.string().regex(/^[a-z_]{1,63}$/)

/** The first entry of a backup: what is in it. */
export const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  levels: z.array(z.string().regex(/^\w{1,63}$/)).min(1),
  /** In an order in which each table comes after those that it refers to. */
  tables: z.array(z.object({ name: Name, columns: z.array(Name).min(1) })),
  /** False when the audit log was broken already as the backup was made. */
  auditWhole: z.boolean(),
})
export type Manifest = Readonly<z.infer<typeof Manifest>>

/** The last entry: how much there was, so that nothing is missing in between. */
export const Totals = z.object({
  rows: z.record(Name, z.number().int().min(0)),
  files: z.number().int().min(0),
})
export type Totals = Readonly<z.infer<typeof Totals>>

/** A file's path inside the files folder: it cannot lead out of it. */
export const FilePath = z
  .string()
  .max(1000)
  .regex(/^(?:[\w-][\w.-]*)(?:\/[\w-][\w.-]*)*$/)
