import type { EnumColumnRow } from '../catalog/fetch-enum-columns.ts'

/** Returns the keys of the columns at the top that this one is inherited from; its own where it is not inherited. */
export function rootKeys(column: EnumColumnRow, columns: readonly EnumColumnRow[]): string[] {
  if (column.parents.length === 0) return [column.key]
  const parents = columns.filter(({ key }) => column.parents.includes(key))
  return [...new Set(parents.flatMap((parent) => rootKeys(parent, columns)))]
}
