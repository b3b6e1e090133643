import { z } from 'zod'

const SECRET_BYTES = 32
const flag = z.stringbool()
const secret = z
  .string()
  .min(43, `at least ${SECRET_BYTES} random bytes in base64url: openssl rand -base64 32`)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)

/**
 * The environment, whole. Every variable that the product reads is here, and `docker-compose.yml` is held to it by a test.
 * Secrets have no default: outside production `main.ts` makes them once and keeps them in the data folder.
 */
export const Environment = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port of HTTP and signalling'),
  DATA_DIR: z
    .string()
    .optional()
    .describe('Where the database, files and keys of this installation live'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PUBLIC_URL: z.url().optional().describe('The address that people open; https in production'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe('Proxies in front of this server'),
  DATABASE_URL: z.string().optional().describe('PostgreSQL; the embedded one when not set'),
  REDIS_URL: z
    .string()
    .optional()
    .describe('Redis or Valkey, for more than one node; memory when not set'),
  MASTER_KEY: secret.optional().describe('Seals every patient key'),
  MASTER_KEYS_OLD: list
    .optional()
    .describe('Former master keys, still needed until `npm run rotate` is done'),
  BACKUP_PASSPHRASE: z
    .string()
    .min(12, 'at least 12 characters')
    .optional()
    .describe('Opens and closes backups; asked for when not set'),
  ACCESS_TOKEN_SECRET: secret.optional().describe('Signs access tokens (HS256)'),
  TURN_URLS: list.optional().describe('turn: and turns: addresses, separated by commas'),
  TURN_SECRET: secret
    .optional()
    .describe("coturn's static-auth-secret, for time-limited credentials"),
  SMTP_URL: z
    .string()
    .optional()
    .describe('smtps://user:password@host; links are shown to copy when not set'),
  MAIL_FROM: z.string().optional().describe('Sender of mail'),
  MEDIA_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(44_400)
    .describe('First media port, UDP and TCP, one a worker'),
  MEDIA_LISTEN: list
    .optional()
    .describe('Addresses that media listens on; loopback and the first other one when not set'),
  MEDIA_ANNOUNCED: z
    .string()
    .optional()
    .describe('Address that clients reach media at, when it differs'),
  MEDIA_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe('mediasoup workers; one a core when not set'),
  METRICS_TOKEN: secret
    .optional()
    .describe('Bearer token for /metrics; loopback only when not set'),
  DEMO: flag.optional().describe('Make the demo centre on an empty database'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})
export type Environment = z.infer<typeof Environment>
