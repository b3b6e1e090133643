import path from 'node:path'
import type { BrowserContext } from 'playwright'
import { build } from 'vite'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const REPLACED = path.join(ROOT, 'client/crypto/transform/serveTransforms.ts')
const REPLACEMENT = path.join(import.meta.dirname, 'plainTransforms.ts')

/** The product's worker as one script, without its encryption of frames: only for comparing. */
export async function plainWorker(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [
      {
        name: 'replace-one-module',
        enforce: 'pre',
        async resolveId(source, importer, options) {
          if (importer === REPLACEMENT) return null
          const found = await this.resolve(source, importer, { ...options, skipSelf: true })
          return found?.id === REPLACED ? REPLACEMENT : null
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
  const [output] = [built].flat()
  if (!output || !('output' in output)) throw new Error('Nothing was built')
  return output.output[0].code
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
