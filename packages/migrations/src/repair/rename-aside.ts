import { qualifiedName, quoteIdentifier } from '@omni/pg-enum-guard'
import type { NameHolderRow } from '../catalog/fetch-name-holders.ts'
import { kindOfHolder } from '../table/relation-kinds.ts'

/** Returns the statement that frees a name and loses nothing: what holds it is called `…_old` from then on. */
export function renameAside(schema: string, holder: NameHolderRow): string {
  const { alter } = kindOfHolder(holder)
  return `ALTER ${alter} ${qualifiedName(schema, holder.name)} RENAME TO ${quoteIdentifier(`${holder.name}_old`)};`
}
