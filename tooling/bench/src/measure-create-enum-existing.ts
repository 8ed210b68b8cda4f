import { createEnumSafe } from '@omni/pg-enum-guard'
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

/** `createEnumSafe` on an enum that exists, beside the query that every hand-written guard runs. */
export const createEnumExisting: Measurement = {
  name: 'create-existing',
  run: (bench) =>
    withClient(bench, async (client) => {
      await createEnumSafe(client, nodeType)
      await client.query('analyze')
      const timings = await compareTimes(
        [
          { what: 'label query', run: () => client.query(LABEL_QUERY, [nodeType.schema, nodeType.name]) },
          { what: 'createEnumSafe', run: () => createEnumSafe(client, nodeType) },
        ],
        { rounds: 500 },
      )
      const count = await countQueries(client, (counted) => createEnumSafe(counted, nodeType))
      return [
        ...figuresOf('enum exists', timings, { atMost: 1.5 }),
        figureOfBudget('enum exists', 'round trips', 1, { what: 'createEnumSafe', value: count }),
      ]
    }),
}
