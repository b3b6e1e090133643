import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB, 2 passes, 1 lane: OWASP's password storage recommendation. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Of random bytes that nobody kept, made with `COST`. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$L95fuJzghlHonQsGRQnN/g$fMrlRkc6GZbMr5Q/s6II6dimJd71HhaD9Z0SqrFgKr0'

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST)
}

/** Works as long for an account that does not exist, or has no password, as for one that does. */
export async function passwordIs(
  stored: string | null | undefined,
  password: string,
): Promise<boolean> {
  const matches = await verify(stored ?? NOBODYS, normal(password))
  return matches && typeof stored === 'string'
}

/** The same letters typed on another keyboard are the same password (NIST SP 800-63B 3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC')
}
