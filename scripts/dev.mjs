// `npm run dev`: the server, restarted when its files change, and Vite, which reloads the client in the browser.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const children = [
  spawn(process.execPath, ['--watch', 'server/main.ts'], { cwd: root, stdio: 'inherit' }),
  spawn('vite', ['client'], { cwd: root, stdio: 'inherit' }),
]

/** One without the other is no use. */
const stop = () => children.forEach((child) => void child.kill())
for (const child of children) child.once('exit', stop)
process.once('SIGINT', stop).once('SIGTERM', stop)
