import { execFile } from 'node:child_process'

/** The account that a program runs under; this process's own when undefined. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const RUN_TIMEOUT_MS = 120_000

/** Runs a program to its end, with nothing of this process's environment: there are secrets in it. */
export function run(
  program: string,
  args: readonly string[],
  as?: Account,
): Promise<{ readonly code: number; readonly output: string }> {
  const options = { ...as, cwd: '/', env: CLEAN_ENVIRONMENT, timeout: RUN_TIMEOUT_MS }
  return new Promise((resolve) => {
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
      resolve({ code, output: `${stdout}${stderr}`.trim() })
    })
  })
}

export const CLEAN_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}
