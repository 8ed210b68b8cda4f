import type { OmniError } from '@omni/pg-enum-guard'
import { checkGraph } from '../graph/check-graph.ts'
import { checkOrder, checkRecorded } from '../graph/check-history.ts'
import { compareDefinitions } from '../graph/compare-definitions.ts'
import { expectedEnums } from '../graph/expected-enums.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { checkExpectedEnums, problemsOf } from './check-expected-enums.ts'
import { checkNewest } from './check-newest.ts'
import { planUp } from './plan-run.ts'
import type { CheckResult, Problem } from './results.ts'
import { withSnapshot } from './with-snapshot.ts'

/** Returns everything that is not as the code wants it. Reads only. */
export async function runCheck(options: ResolvedOptions): Promise<CheckResult> {
  const graph = checkGraph(options.migrations)
  // What is pending, and which enums to expect, follows from the graph: a broken one gives wrong answers.
  if (graph.length > 0) return { ok: false, pending: [], problems: graph.map(problemOfError) }
  return withSnapshot(options, {}, async (snapshot) => {
    const { recorded, table, queryable, schema } = snapshot
    const { migrations, definitions, logger } = options
    const names = migrations.map(({ name }) => name)
    const applied = migrations.filter(({ name }) => recorded.includes(name))
    const enums = await checkExpectedEnums(queryable, expectedEnums(applied, schema), logger)
    const problems = [
      ...checkRecorded({ names, recorded, table }),
      ...checkOrder({ names, recorded, table }),
      ...(await problemsOf(queryable, enums)),
      ...(await checkNewest(options, snapshot)),
      ...compareDefinitions(definitions, migrations, schema),
    ].map(problemOfError)
    const pending = planUp(names, recorded, null)
    return { ok: pending.length === 0 && problems.length === 0, pending, problems }
  })
}

function problemOfError({ code, message, hint, details }: OmniError): Problem {
  return { code, message, hint, details }
}
