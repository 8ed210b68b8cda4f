import type { Environment } from './environment.ts'

/** What the program needs of the process: handed in, so that nothing else touches globals. */
export interface Streams {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

export interface ColorFlags {
  readonly json?: boolean | undefined
  /** What commander makes of `--no-color`. */
  readonly color?: boolean | undefined
}

/** Returns whether a stream gets colour: never for `--no-color` or NO_COLOR, then FORCE_COLOR, then a terminal. */
export function wantsColor(stream: { isTTY?: boolean }, flags: ColorFlags, env: Environment): boolean {
  if (flags.color === false || env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR)
  return stream.isTTY === true && env.TERM !== 'dumb'
}

/** Returns whether a question can be asked and answered. */
export function isInteractive({ stdin, stderr }: Streams, flags: ColorFlags): boolean {
  return stdin.isTTY === true && stderr.isTTY === true && !flags.json
}
