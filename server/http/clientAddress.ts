import type { IncomingMessage } from 'node:http'
import { rateKey } from './rateKey.ts'

/** Whose connection a socket is, for rate limits: what the trusted proxies in front say, and not one word more. */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const forwarded = request.headers['x-forwarded-for']
  const told = typeof forwarded === 'string' ? forwarded.split(',').map((one) => one.trim()) : []
  const chain = [...told, request.socket.remoteAddress]
  return rateKey(chain[Math.max(0, chain.length - 1 - trustedProxies)])
}
