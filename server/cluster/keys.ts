/** Every key's name in Redis, in one place. All of them hold ids and numbers only, and all of them expire. */
export const keys = {
  ticket: (hash: string) => `consilium:ticket:${hash}`,
  lease: (roomId: string) => `consilium:lease:${roomId}`,
  limit: (name: string) => `consilium:limit:${name}`,
} as const
