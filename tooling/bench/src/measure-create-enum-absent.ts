import { createEnumSafe, quoteLiteral } from '@omni/pg-enum-guard'
import { compareTimes } from './compare-times.ts'
import { countQueries } from './count-queries.ts'
import { figureOfBudget, figuresOf } from './figures.ts'
import { LABEL_QUERY } from './label-query.ts'
import type { Measurement } from './measurement.ts'
import { withClient } from './with-client.ts'

const nodeType = {
  schema: 'public',
  name: 'node_type_enum',
  values: ['effect', 'compute', 'reducer', 'orchestrator'],
}
const BARE = `create type public.node_type_enum as enum (${nodeType.values.map(quoteLiteral).join(', ')})`

/**
 * `createEnumSafe` on an enum that is absent, beside `create type` and two round trips: once with the label query in
 * them, as every guard that looks before and after must ask something, and once with nothing.
 */
export const createEnumAbsent: Measurement = {
  name: 'create-absent',
  run: (bench) =>
    withClient(bench, async (client) => {
      await client.query('analyze')
      const prepare = () => client.query('drop type if exists public.node_type_enum')
      const between = (query: () => Promise<unknown>) => async () => {
        await query()
        await client.query(BARE)
        await query()
      }
      const labels = () => client.query(LABEL_QUERY, [nodeType.schema, nodeType.name])
      const subject = { what: 'createEnumSafe', prepare, run: () => createEnumSafe(client, nodeType) }
      const asking = await compareTimes(
        [{ what: 'create type + 2 × label query', prepare, run: between(labels) }, subject],
        { rounds: 300 },
      )
      const idle = await compareTimes(
        [
          { what: 'create type + 2 × select 1', prepare, run: between(() => client.query('select 1')) },
          subject,
        ],
        { rounds: 300 },
      )
      await prepare()
      const count = await countQueries(client, (counted) => createEnumSafe(counted, nodeType))
      return [
        ...figuresOf('enum absent', asking, { atMost: 1.5 }),
        ...figuresOf('enum absent', idle),
        figureOfBudget('enum absent', 'round trips', 3, { what: 'createEnumSafe', value: count }),
      ]
    }),
}
