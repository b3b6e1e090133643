import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const COMPRESSIBLE = /\.(js|css|svg|json)$/
/** The server that `npm run dev`'s pages talk to. */
const SERVER = `http://127.0.0.1:${process.env['PORT'] ?? '8443'}`

/** Never run here: other platforms' connections, browsers too old to encrypt, and stand-ins for mediasoup-client's own tests. */
const SPARE =
  /\/mediasoup-client\/lib\/(handlers\/(ReactNative106|Chrome74|FakeHandler)|test\/fakeParameters)\.js$/
/** Its log, which a setting in the browser turns on: addresses and keys of connections are not for a console. */
const LOG = /\/node_modules\/debug\/src\/index\.js$|\/node_modules\/debug\/src\/browser\.js$/

/** Leaves out what a library brings along and no page needs: a guest's page is to be light. */
function withoutSpares(): Plugin {
  return {
    name: 'without-spares',
    load(id) {
      if (SPARE.test(id)) return 'module.exports = {}'
      if (LOG.test(id)) return 'module.exports = () => () => undefined'
      return undefined
    },
  }
}

/** Writes a .br and a .gz beside each text asset, so that the server sends bytes and computes nothing. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return
      for (const name of Object.keys(bundle).filter((file) => COMPRESSIBLE.test(file))) {
        const file = join(dir, name)
        const plain = await readFile(file)
        const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
        await writeFile(`${file}.br`, await promisify(brotliCompress)(plain, { params }))
        await writeFile(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }))
      }
    },
  }
}

/** The client's build. The CSP allows nothing inline, so there is no polyfill script and no data: font. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), withoutSpares(), precompress()],
  // The worker of encryption loads parts of its library when it needs them, as a page does.
  worker: { format: 'es', plugins: () => [precompress()] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: { '/api': SERVER, '/socket.io': { target: SERVER, ws: true } },
  },
})
