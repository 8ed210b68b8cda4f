import type { InventoryRow } from '../catalog/fetch-inventory.ts'

/** One object that two inventories do not agree on. */
export interface InventoryDifference {
  readonly change: 'missing' | 'extra' | 'changed'
  readonly kind: string
  readonly identity: string
  /** The properties that differ, with both values; empty for what is missing or extra. */
  readonly properties: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[]
}

/** Returns what differs between two inventories; an empty list for equal ones. */
export function compareInventories(
  before: readonly InventoryRow[],
  after: readonly InventoryRow[],
): InventoryDifference[] {
  const old = new Map(before.map((row) => [keyOf(row), row]))
  const current = new Map(after.map((row) => [keyOf(row), row]))
  const missing = before.filter((row) => !current.has(keyOf(row))).map((row) => differenceOf('missing', row))
  const extra = after.filter((row) => !old.has(keyOf(row))).map((row) => differenceOf('extra', row))
  const changed = after.flatMap((row) => {
    const properties = compareDefinitions(old.get(keyOf(row))?.definition ?? row.definition, row.definition)
    return properties.length === 0 ? [] : [{ ...differenceOf('changed', row), properties }]
  })
  return [...missing, ...extra, ...changed]
}

/** Returns a difference as one line. */
export function renderDifference({ change, kind, identity, properties }: InventoryDifference): string {
  const values = properties.map(
    ({ name, before, after }) =>
      `${name} ${JSON.stringify(before ?? null)} → ${JSON.stringify(after ?? null)}`,
  )
  return `${change} ${kind} ${identity}${values.length === 0 ? '' : `: ${values.join('; ')}`}`
}

function keyOf({ kind, identity }: InventoryRow): string {
  return `${kind} ${identity}`
}

function differenceOf(
  change: InventoryDifference['change'],
  { kind, identity }: InventoryRow,
): InventoryDifference {
  return { change, kind, identity, properties: [] }
}

function compareDefinitions(before: InventoryRow['definition'], after: InventoryRow['definition']) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ name, before: before[name], after: after[name] }))
}
