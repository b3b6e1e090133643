/** A step that could not be done: what failed, the last of what it printed, and what a person can do about it. */
export class Failure extends Error {
  /**
   * @param {string} what one sentence
   * @param {string} remedy what to do, with the command where there is one
   * @param {string} [output] the last lines of the program that failed
   */
  constructor(what, remedy, output = '') {
    super(what)
    this.remedy = remedy
    this.output = output
  }

  /** @override */
  toString() {
    const output = this.output.trim() && this.output.trim().replaceAll(/^/gm, '  | ')
    return [`✗ ${this.message}`, output, `What to do: ${this.remedy}`].filter(Boolean).join('\n\n')
  }
}
