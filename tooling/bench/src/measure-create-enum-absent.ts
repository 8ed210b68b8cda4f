import { createEnumSafe, quoteLiteral } from '@omni/pg-enum-guard'
import { compareTimes } from './compare-times.ts'
import { countQueries } from './count-queries.ts'
import { figureOfBudget, figuresOf } from './figures.ts'
import type { Measurement } from './measurement.ts'
import { withClient } from './with-client.ts'

const nodeType = {
  schema: 'public',
  name: 'node_type_enum',
  values: ['effect', 'compute', 'reducer', 'orchestrator'],
}
const BARE = `create type public.node_type_enum as enum (${nodeType.values.map(quoteLiteral).join(', ')})`

/** `createEnumSafe` on an enum that is absent, beside `create type` and two statements that do nothing. */
export const createEnumAbsent: Measurement = {
  name: 'create-absent',
  run: (bench) =>
    withClient(bench, async (client) => {
      const drop = () => client.query('drop type if exists public.node_type_enum')
      const timings = await compareTimes(
        [
          {
            what: 'create type + 2 × select 1',
            prepare: drop,
            run: async () => {
              await client.query('select 1')
              await client.query(BARE)
              await client.query('select 1')
            },
          },
          { what: 'createEnumSafe', prepare: drop, run: () => createEnumSafe(client, nodeType) },
        ],
        { rounds: 300 },
      )
      await drop()
      const count = await countQueries(client, (counted) => createEnumSafe(counted, nodeType))
      return [
        ...figuresOf('enum absent', timings, { atMost: 1 }),
        figureOfBudget('enum absent', 'round trips', 3, { what: 'createEnumSafe', value: count }),
      ]
    }),
}
