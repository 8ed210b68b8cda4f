import { factsOf, failureOf, NOT_IN_REPOSITORY, runCommands } from '../command/check-commands.ts'
import { nothingToCheck } from '../command/problem-of-command.ts'
import { passed, type Step, skipped } from '../step.ts'

/** `lint` */
export const lintStep: Step = {
  id: 'lint',
  title: 'every file passes biome check',
  async run(context) {
    const commands = context.commands?.lint
    if (commands === undefined) return skipped(NOT_IN_REPOSITORY)
    if (commands.length === 0) return nothingToCheck('no command to lint with was given')
    const results = await runCommands(commands, context)
    const failure = failureOf(results, () => 'biome check found something')
    if (failure !== null) {
      const repair = { why: 'repair what can be repaired without judgement', command: 'pnpm format' }
      return { ...failure, next: [repair] }
    }
    const files = /Checked (\d+) files?/.exec(results.map(({ output }) => output).join('\n'))?.[1]
    return passed(files === undefined ? 'nothing found' : `${files} files checked`, {
      facts: factsOf(results),
    })
  },
}
