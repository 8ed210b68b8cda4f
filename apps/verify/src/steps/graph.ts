import { count, describeError } from '@omni/cli'
import { checkGraph, type Migration, MigrationDownMissingError, resolveTarget } from '@omni/migrator'
import { isOmniError, type OmniError } from '@omni/pg-enum-guard'
import { nothingToCheck } from '../command/problem-of-command.ts'
import { failed, passed, type Step } from '../step.ts'

/** `graph` */
export const graphStep: Step = {
  id: 'graph',
  title: 'migrations have names, order, dependencies and a way back',
  async run({ migrations }) {
    if (migrations.length === 0) return nothingToCheck('there are no migrations')
    const problems = [
      ...checkGraph(migrations),
      ...findMissingDowns(migrations),
      ...findAmbiguousNumbers(migrations),
    ].map(describeError)
    const facts = {
      migrations: migrations.map(({ name, dependsOn = [], down, transaction = true }) => ({
        name,
        dependsOn,
        down: down !== undefined,
        transaction,
      })),
    }
    const details = migrations.map(({ name, dependsOn = [] }) =>
      dependsOn.length === 0 ? name : `${name}, after ${dependsOn.join(', ')}`,
    )
    const summary = count(migrations.length, 'migration')
    if (problems.length > 0)
      return failed(`${summary}, ${count(problems.length, 'problem')}`, problems, { details, facts })
    return passed(summary, { details, facts })
  },
}

function findMissingDowns(migrations: readonly Migration[]): OmniError[] {
  return migrations
    .filter(({ down }) => down === undefined)
    .map(({ name }) => new MigrationDownMissingError([name], [name]))
}

// `down 003` and `up 004` name a migration by its number.
function findAmbiguousNumbers(migrations: readonly Migration[]): OmniError[] {
  const names = [...new Set(migrations.map(({ name }) => String(name)))]
  const numbers = new Set(
    names.map((name) => /^\d+/.exec(name)?.[0]).filter((number) => number !== undefined),
  )
  return [...numbers].flatMap((number) => {
    try {
      resolveTarget(number, names)
      return []
    } catch (error) {
      if (isOmniError(error)) return [error]
      throw error
    }
  })
}
