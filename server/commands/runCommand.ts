import { AppError } from '../../shared/AppError.ts'
import type { Environment } from '../config.ts'
import { readEnvironment } from '../readEnvironment.ts'

/** Runs a command: its sentence is printed and the exit code 0, or what went wrong and 1. */
export async function runCommand(
  command: (env: Environment, args: readonly string[]) => Promise<string>,
): Promise<void> {
  try {
    console.log(await command(readEnvironment(process.env), process.argv.slice(2)))
  } catch (error) {
    console.error(error instanceof AppError ? error.message : error)
    process.exitCode = 1
  }
}
