import { z } from 'zod'
import { RETENTION_CLASSES } from '../domain/retention.ts'
import { STAFF_ROLES } from '../domain/roles.ts'
import { route } from './contract.ts'
import {
  Email,
  Id,
  Instant,
  NoBody,
  NoParams,
  Nothing,
  PersonName,
  Phone,
  TimeZone,
} from './fields.ts'

const StaffRoles = z.array(z.enum(STAFF_ROLES)).min(1).max(STAFF_ROLES.length)
const OneStaff = z.strictObject({ staffId: Id })

const Centre = z.object({
  name: z.string(),
  timeZone: z.string(),
  /** Where a guest may call when nothing works. */
  phone: z.string().nullable(),
  secondFactorRequired: z.boolean(),
})

const StaffView = z.object({
  staffId: Id,
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(STAFF_ROLES)),
  secondFactor: z.boolean(),
  state: z.enum(['invited', 'active', 'offBoarded']),
})
export type StaffView = z.infer<typeof StaffView>

/** A link that was mailed, or, where no mail is configured, must be given by hand. */
const Link = z.object({ mailed: z.boolean(), link: z.string().nullable() })

const RetentionView = z.object({
  of: z.enum(RETENTION_CLASSES),
  days: z.number().int(),
  defaultDays: z.number().int(),
  minimumDays: z.number().int(),
})

/** What an administrator does with the centre and its staff. */
export const centre = {
  'centre.read': route({
    method: 'get',
    path: '/centre',
    needs: 'account',
    summary: "The centre's settings.",
    params: NoParams,
    body: NoBody,
    output: Centre,
  }),
  'centre.change': route({
    method: 'patch',
    path: '/centre',
    needs: 'centre.administer',
    summary: "Change the centre's settings.",
    params: NoParams,
    body: z.strictObject({
      name: z.string().trim().min(1).max(120).optional(),
      timeZone: TimeZone.optional(),
      phone: Phone.nullable().optional(),
      secondFactorRequired: z.boolean().optional(),
    }),
    output: Centre,
  }),
  'colleagues.list': route({
    method: 'get',
    path: '/colleagues',
    needs: 'consult.plan',
    summary: 'Active staff of the centre, to choose the people of a consult from.',
    params: NoParams,
    body: NoBody,
    output: z.array(
      z.object({ staffId: Id, name: z.string(), roles: z.array(z.enum(STAFF_ROLES)) }),
    ),
  }),
  'staff.list': route({
    method: 'get',
    path: '/staff',
    needs: 'centre.administer',
    summary: 'Everybody with an account in the centre.',
    params: NoParams,
    body: NoBody,
    output: z.array(StaffView),
  }),
  'staff.invite': route({
    method: 'post',
    path: '/staff',
    needs: 'centre.administer',
    summary: 'Invite a person to have an account.',
    params: NoParams,
    body: z.strictObject({ name: PersonName, email: Email, roles: StaffRoles }),
    output: Link.extend({ staffId: Id }),
  }),
  'staff.change': route({
    method: 'patch',
    path: '/staff/:staffId',
    needs: 'centre.administer',
    summary: 'Change what an account may do.',
    params: OneStaff,
    body: z.strictObject({ roles: StaffRoles }),
    output: Nothing,
  }),
  'staff.resetPassword': route({
    method: 'post',
    path: '/staff/:staffId/password-reset',
    needs: 'centre.administer',
    summary: 'End the sessions of an account and give it a link to set a new password.',
    params: OneStaff,
    body: NoBody,
    output: Link,
  }),
  'staff.resetSecondFactor': route({
    method: 'post',
    path: '/staff/:staffId/second-factor-reset',
    needs: 'centre.administer',
    summary: 'Take a lost second factor away; the sessions of the account end.',
    params: OneStaff,
    body: NoBody,
    output: Nothing,
  }),
  'staff.resetDevices': route({
    method: 'delete',
    path: '/staff/:staffId/devices',
    needs: 'centre.administer',
    summary:
      'Forget all devices of an account, where the last one was lost; its sessions end, and colleagues are warned of the next.',
    params: OneStaff,
    body: NoBody,
    output: Nothing,
  }),
  'staff.offBoard': route({
    method: 'delete',
    path: '/staff/:staffId',
    needs: 'centre.administer',
    summary:
      'End an account: its sessions, links and open rooms end at once. Tells which consults have nobody left to host them.',
    params: OneStaff,
    body: NoBody,
    output: z.object({
      consultsWithoutHost: z.array(z.object({ consultId: Id, startsAt: Instant })),
    }),
  }),
  'retention.read': route({
    method: 'get',
    path: '/retention',
    needs: 'centre.administer',
    summary: 'How long each class of data is kept, and when the last clean-up ran.',
    params: NoParams,
    body: NoBody,
    output: z.object({
      classes: z.array(RetentionView),
      lastRun: z.object({ at: Instant, removed: z.record(z.string(), z.number()) }).nullable(),
    }),
  }),
  'retention.change': route({
    method: 'put',
    path: '/retention',
    needs: 'centre.administer',
    summary: 'Change how long a class of data is kept.',
    params: NoParams,
    body: z.strictObject({
      of: z.enum(RETENTION_CLASSES),
      days: z.number().int().min(1).max(36_500),
    }),
    output: Nothing,
  }),
}
