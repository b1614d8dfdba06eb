/** The programs as a machine runs them: started, watched, stopped, and killed where a story pulls the plug. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Where the programs lie: `RONGHE_BIN`, or where `cargo build --bins` puts them. */
const FOLDER = process.env['RONGHE_BIN'] ?? fileURLToPath(new URL('../../../target/debug', import.meta.url))
const STOPPED_WITHIN_MS = 20_000
/** Bytes at the end of a log that are shown when a program does not start. */
const LOG_SHOWN = 2_000

/** Runs a program to its end and gives what it printed. */
export function run(name: string, ...given: string[]): string {
  const { status, stdout, stderr } = spawnSync(pathOf(name), given, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`)
  return stdout
}

/** A program that runs until it is stopped. */
export class Program {
  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
    private readonly ended: Promise<void>,
    /** What it said when it was ready. */
    readonly ready: string,
  ) {}

  static async start(name: string, given: string[], log: string): Promise<Program> {
    mkdirSync(dirname(log), { recursive: true })
    const child = spawn(pathOf(name), given, { stdio: ['ignore', 'pipe', openSync(log, 'a')] })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    // A test run that is broken off leaves nothing running.
    process.once('exit', () => child.kill('SIGKILL'))
    const ready = await Promise.race([firstLineOf(child), ended])
    if (ready === undefined) throw new Error(`${name} did not start:\n${readFileSync(log, 'utf8').slice(-LOG_SHOWN)}`)
    return new Program(name, child, ended, ready)
  }

  /** It gets no word in. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.ended
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill('SIGTERM')
    const tooLong = setTimeout(() => this.child.kill('SIGKILL'), STOPPED_WITHIN_MS)
    await this.ended
    clearTimeout(tooLong)
    if (this.child.exitCode !== 0) throw new Error(`${this.name} did not stop by itself, or not well`)
  }
}

function firstLineOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the program has no standard output')
  const lines = createInterface(stdout)
  // Later lines are read and thrown away, so that the program never waits for a reader.
  return new Promise((resolve) => lines.on('line', resolve))
}

function pathOf(name: string): string {
  const path = join(FOLDER, name)
  if (!existsSync(path)) throw new Error(`there is no ${path}: run \`cargo build --bins\`, or set RONGHE_BIN`)
  return path
}
