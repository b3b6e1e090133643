import path from 'node:path'
import type { BrowserContext } from '@playwright/test'
import { build } from 'vite'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** The product's worker, as one script, in which one module of the tests (an absolute path) takes the place of its own. */
export async function workerWith(replacement: string, product: string): Promise<string> {
  const replaced = path.join(ROOT, product)
  const { NODE_ENV } = process.env
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [
      {
        name: 'replace-one-module',
        enforce: 'pre',
        async resolveId(source, importer, options) {
          if (importer === replacement) return null
          const found = await this.resolve(source, importer, { ...options, skipSelf: true })
          return found?.id === replaced ? replacement : null
        },
      },
    ],
    build: {
      write: false,
      target: 'esnext',
      lib: { entry: path.join(ROOT, 'client/crypto/worker.ts'), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  // Vite makes this process one of production, and servers that it starts would be too.
  if (NODE_ENV === undefined) delete process.env['NODE_ENV']
  else process.env['NODE_ENV'] = NODE_ENV
  const [output] = [built].flat()
  if (!output || !('output' in output)) throw new Error('Nothing was built')
  const [script, ...others] = output.output
  if (others.length > 0) throw new Error('The worker is more than one script')
  return script.code
}

/** Everybody who comes in this browser gets that worker in place of the product's. */
export async function give(context: BrowserContext, worker: string): Promise<void> {
  await context.route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
    const {
      'content-encoding': _,
      'content-length': __,
      ...headers
    } = (await route.fetch()).headers()
    await route.fulfill({ headers, body: worker })
  })
}
