import { createStyle, type Environment, type ProgramSession, wantsColor } from '@omni/cli'
import type { VerifyFlags } from '../program.ts'
import { widthOf } from '../render/step-line.ts'
import { createLiveList } from './live-list.ts'
import { createPlainLines, createSilence } from './plain-lines.ts'
import type { Progress } from './progress.ts'

export interface ProgressOptions {
  readonly flags: VerifyFlags
  readonly session: Pick<ProgramSession, 'input' | 'output'>
  readonly env: Environment
  readonly steps: readonly { readonly id: string; readonly title: string }[]
}

/** Returns a list that updates on a terminal, lines elsewhere; under `--json` stdout is not touched. */
export function createProgress({ flags, session, env, steps }: ProgressOptions): Progress {
  const { input, output } = session
  const { note } = output
  const stream = flags.json ? input.stderr : input.stdout
  const style = createStyle(wantsColor(stream, flags, env))
  const width = widthOf(steps)
  if (flags.quiet) return createSilence(note)
  if (flags.json) return createPlainLines({ write: note, note, style, width })
  if (!input.stdout.isTTY || env.TERM === 'dumb')
    return createPlainLines({ write: output.data, note, style, width })
  const write = (text: string) => void input.stdout.write(output.mask(text))
  return createLiveList({ write, note, style, steps })
}
