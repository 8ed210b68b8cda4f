import { OmniError, qualifiedName, quoteIdentifier } from '@omni/pg-enum-guard'
import { renderRepair } from '../repair/render-repair.ts'
import type { IndexCheck } from '../table/compare-indexes.ts'

export interface IndexMismatchDetails {
  readonly schema: string
  readonly table: string
  readonly indexes: readonly IndexCheck[]
  readonly repair: { readonly statements: readonly string[] }
}

/** At least one index of a table is absent, INVALID, or of that name over something else. */
export class IndexMismatchError extends OmniError<'INDEX_MISMATCH', IndexMismatchDetails> {
  override readonly name = 'IndexMismatchError'

  /** `isApplied` where history says that the migration ran, so that running it again would not make the index. */
  constructor(details: IndexMismatchDetails, { isApplied }: { readonly isApplied: boolean }) {
    const { schema, table, indexes, repair } = details
    const count = indexes.length === 1 ? '1 index differs' : `${indexes.length} indexes differ`
    super('INDEX_MISMATCH', {
      message: [
        `MIGRATION VALIDATION FAILED: ${count} from what table ${qualifiedName(schema, table)} should have!`,
        ...renderIndexDifferences(indexes),
      ].join('\n'),
      hint: renderRepair({
        isApplied,
        purpose: 'Repair the indexes, no data is touched',
        inTheWay: [],
        setAside: [],
        ...repair,
      }),
      details,
    })
  }
}

/** Returns one line for each fact in which an index differs. */
export function renderIndexDifferences(indexes: readonly IndexCheck[]): string[] {
  return indexes.flatMap(({ name, status, differences }) => {
    const subject = `  index ${quoteIdentifier(name)}`
    if (status === 'absent') return [`${subject}: expected to exist, found nothing`]
    return differences.map(
      ({ fact, expected, actual }) => `${subject}: ${fact}: expected ${expected}, found ${actual}`,
    )
  })
}
