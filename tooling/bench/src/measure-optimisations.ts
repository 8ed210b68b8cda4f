import { checkEnums, createEnumSafe, type EnumDefinition, type Queryable } from '@omni/pg-enum-guard'
import { prepared } from '@omni/pg-enum-guard/pg'
import { compareTimes } from './compare-times.ts'
import { figuresOf } from './figures.ts'
import { makeInBatches } from './make-in-batches.ts'
import type { Figure, Measurement } from './measurement.ts'
import { withClient } from './with-client.ts'

/** What two of the original's optimisations give: many enums in one query, and named prepared statements. */
export const optimisations: Measurement = {
  name: 'optimisations',
  run: (bench) =>
    withClient(bench, async (client) => {
      const definitions = Array.from({ length: 100 }, (_, index) => ({
        schema: 'public',
        name: `enum_${index + 1}`,
        values: ['effect', 'compute', 'reducer', 'orchestrator'],
      }))
      await makeInBatches(
        client,
        definitions.length,
        (number) =>
          `create type public.enum_${number} as enum ('effect', 'compute', 'reducer', 'orchestrator')`,
      )
      await client.query('analyze')
      const figures: Figure[] = []
      for (const count of [1, 10, 100]) {
        const some = definitions.slice(0, count)
        const timings = await compareTimes(
          [
            { what: `${count} × checkEnums of one`, run: () => checkOneByOne(client, some) },
            { what: 'one checkEnums', run: () => checkEnums(client, some) },
          ],
          { rounds: 60 },
        )
        figures.push(...figuresOf(`batched checks, ${count} enums`, timings))
      }
      const [first] = definitions
      if (first === undefined) return figures
      const named = prepared(client)
      const check = await compareTimes(
        [
          { what: 'checkEnums', run: () => checkEnums(client, [first]) },
          { what: 'checkEnums, prepared', run: () => checkEnums(named, [first]) },
        ],
        { rounds: 300 },
      )
      const create = await compareTimes(
        [
          { what: 'createEnumSafe', run: () => createEnumSafe(client, first) },
          { what: 'createEnumSafe, prepared', run: () => createEnumSafe(named, first) },
        ],
        { rounds: 300 },
      )
      return [
        ...figures,
        ...figuresOf('prepared statements', check),
        ...figuresOf('prepared statements', create),
      ]
    }),
}

async function checkOneByOne(db: Queryable, definitions: readonly EnumDefinition[]): Promise<void> {
  for (const definition of definitions) await checkEnums(db, [definition])
}
