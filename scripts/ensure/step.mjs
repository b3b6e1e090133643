const SHOWN_AFTER_SECONDS = 1
const LINE_EVERY_SECONDS = 15
const CLEAR_LINE = '\r\u001B[2K'

/**
 * Does `work` and, once that takes longer than a second, says so: on a terminal a line that counts the seconds, elsewhere
 * a new line now and then. What is quick says nothing.
 * @template T
 * @param {string} title such as "Building the client"
 * @param {(say: (detail: string) => void) => Promise<T>} work tells `say` how far it is
 * @param {NodeJS.WriteStream} [out]
 * @returns {Promise<T>}
 */
export async function step(title, work, out = process.stdout) {
  const begun = Date.now()
  const seconds = () => Math.round((Date.now() - begun) / 1000)
  let detail = ''
  let shown = false
  const show = () => {
    const line = `… ${title}, ${seconds()} s${detail && `: ${detail}`}`
    if (out.isTTY) out.write(CLEAR_LINE + line.slice(0, (out.columns || 80) - 1))
    else if (!shown || seconds() % LINE_EVERY_SECONDS === 0) out.write(`${line}\n`)
    shown = true
  }
  const timer = setInterval(show, SHOWN_AFTER_SECONDS * 1000)
  const clear = () => {
    clearInterval(timer)
    if (shown && out.isTTY) out.write(CLEAR_LINE)
  }
  try {
    const result = await work((text) => {
      detail = text
    })
    clear()
    if (shown) out.write(`✓ ${title} (${seconds()} s)\n`)
    return result
  } catch (error) {
    clear()
    throw error
  }
}
