import { count } from '@omni/cli'
import { factsOf, failureOf, NOT_IN_REPOSITORY, runCommands } from '../command/check-commands.ts'
import { nothingToCheck } from '../command/problem-of-command.ts'
import { passed, type Step, skipped } from '../step.ts'

/** `types` */
export const typesStep: Step = {
  id: 'types',
  title: 'every package passes tsc',
  async run(context) {
    const commands = context.commands?.types
    if (commands === undefined) return skipped(NOT_IN_REPOSITORY)
    if (commands.length === 0) return nothingToCheck('no package with a tsconfig.json was found')
    const results = await runCommands(commands, context)
    const failure = failureOf(
      results,
      (failures) => `${failures.length} of ${count(results.length, 'package')} do not pass tsc`,
    )
    return failure ?? passed(`${count(results.length, 'package')} checked`, { facts: factsOf(results) })
  },
}
