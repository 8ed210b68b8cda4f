import type { DependencyEdgeRow } from '../catalog/fetch-dependency-edges.ts'
import type { EnumColumnRow } from '../catalog/fetch-enum-columns.ts'
import type { TypePropertiesRow } from '../catalog/fetch-type-properties.ts'
import { qualifiedName, quoteIdentifier } from '../sql/quote-identifier.ts'
import { quoteLiteral } from '../sql/quote-literal.ts'
import { freeTypeName } from './free-type-name.ts'
import { listRebuildObstacles } from './list-rebuild-obstacles.ts'
import { parseDefaultLiteral, renderDefaultLiteral } from './parse-default-literal.ts'
import { rootKeys } from './root-keys.ts'

/** Stands where the reader has to choose a label. */
export const BLANK = '…'

/** How the type can be made anew with the labels of the code, all data, rights and comments kept. */
export interface RebuildPlan {
  /** One transaction, from BEGIN to COMMIT, and what comes after it; empty where something is in the way. */
  readonly statements: readonly string[]
  /** What these statements would not carry over, or would fail at. */
  readonly obstacles: readonly string[]
}

export interface RebuildInput {
  readonly ref: { readonly schema: string; readonly name: string }
  readonly labels: readonly string[]
  /** Labels that the new type will not have. */
  readonly removed: readonly string[]
  readonly edges: readonly DependencyEdgeRow[]
  readonly columns: readonly EnumColumnRow[]
  readonly properties: TypePropertiesRow
  /** Rows that hold a removed label and that no `UPDATE` can be promised to change: what guards them. */
  readonly guards: readonly string[]
}

/** Returns the transaction that replaces the type by one with exactly `labels`, or what is in the way of it. */
export function planRebuild(input: RebuildInput): RebuildPlan {
  const { ref, labels, removed, columns, properties, guards } = input
  const obstacles = [...new Set([...listRebuildObstacles(input), ...guards])]
  if (obstacles.length > 0) return { statements: [], obstacles }
  const type = qualifiedName(ref.schema, ref.name)
  const oldName = freeTypeName(ref.name, properties.similarNames)
  return {
    obstacles,
    statements: [
      'BEGIN;',
      `ALTER TYPE ${type} RENAME TO ${quoteIdentifier(oldName)};`,
      `CREATE TYPE ${type} AS ENUM (${labels.map(quoteLiteral).join(', ')});`,
      ...keepProperties(type, properties),
      ...dropOwnDefaults(columns),
      ...alterTables(type, columns, removed),
      ...restoreOwnDefaults(type, columns, removed),
      ...restoreStorage(columns),
      `DROP TYPE ${qualifiedName(ref.schema, oldName)};`,
      'COMMIT;',
      ...analyzeTables(columns),
    ],
  }
}

function keepProperties(
  type: string,
  { owner, comment, grants, hasOwnPrivileges, defaultGrantees }: TypePropertiesRow,
) {
  const statements = [`ALTER TYPE ${type} OWNER TO ${quoteIdentifier(owner)};`]
  if (hasOwnPrivileges) {
    const holders = [...new Set([owner, ...defaultGrantees])].map(quoteIdentifier)
    statements.push(`REVOKE ALL ON TYPE ${type} FROM ${['PUBLIC', ...holders].join(', ')};`)
    for (const { grantee, grantable } of grants) {
      const to = grantee === null ? 'PUBLIC' : quoteIdentifier(grantee)
      const option = grantable && grantee !== owner ? ' WITH GRANT OPTION' : ''
      statements.push(`GRANT USAGE ON TYPE ${type} TO ${to}${option};`)
    }
  }
  if (comment !== null) statements.push(`COMMENT ON TYPE ${type} IS ${quoteLiteral(comment)};`)
  return statements
}

/** One ALTER TABLE for each table, so that each is rewritten once; those that inherit follow. */
function alterTables(type: string, columns: readonly EnumColumnRow[], removed: readonly string[]): string[] {
  const byTable = new Map<string, EnumColumnRow[]>()
  for (const column of columns) {
    if (column.parents.length > 0) continue
    const table = qualifiedName(column.schema, column.table)
    byTable.set(table, [...(byTable.get(table) ?? []), column])
  }
  return [...byTable].map(([table, own]) => {
    const actions = own.flatMap((column) => alterColumn(type, column, removed))
    return `ALTER TABLE ${table}\n  ${actions.join(',\n  ')};`
  })
}

function alterColumn(type: string, column: EnumColumnRow, removed: readonly string[]): string[] {
  const name = quoteIdentifier(column.column)
  const suffix = column.isArray ? '[]' : ''
  const change = `ALTER COLUMN ${name} TYPE ${type}${suffix} USING ${name}::text${suffix}::${type}${suffix}`
  if (column.default === null) return [change]
  return [`ALTER COLUMN ${name} DROP DEFAULT`, change, setDefault(type, column, removed)]
}

function setDefault(type: string, column: EnumColumnRow, removed: readonly string[]): string {
  const name = quoteIdentifier(column.column)
  const literal = parseDefaultLiteral(column.default)
  if (literal === null) return `ALTER COLUMN ${name} DROP DEFAULT`
  return `ALTER COLUMN ${name} SET DEFAULT ${renderDefaultLiteral(literal, type, removed, BLANK)}`
}

/** A child's own default would be in the way of the parent's ALTER TABLE. */
function dropOwnDefaults(columns: readonly EnumColumnRow[]): string[] {
  return withOwnDefault(columns)
    .filter((column) => column.default !== null)
    .map((column) => `${alterOnly(column)} ALTER COLUMN ${quoteIdentifier(column.column)} DROP DEFAULT;`)
}

/** The parent's ALTER TABLE gives its default to every child. */
function restoreOwnDefaults(
  type: string,
  columns: readonly EnumColumnRow[],
  removed: readonly string[],
): string[] {
  return withOwnDefault(columns).map((column) => `${alterOnly(column)} ${setDefault(type, column, removed)};`)
}

function withOwnDefault(columns: readonly EnumColumnRow[]): EnumColumnRow[] {
  return columns.filter((column) => {
    const roots = rootKeys(column, columns)
    return columns.some((other) => roots.includes(other.key) && other.default !== column.default)
  })
}

const STORAGE: Record<string, string> = { e: 'EXTERNAL', m: 'MAIN', p: 'PLAIN', x: 'EXTENDED' }
const COMPRESSION: Record<string, string> = { l: 'lz4', p: 'pglz' }

/** A change of the type sets both back to what the type has. */
function restoreStorage(columns: readonly EnumColumnRow[]): string[] {
  return columns.flatMap((column) => {
    const storage = STORAGE[column.storage ?? '']
    const compression = COMPRESSION[column.compression ?? '']
    const change = `${alterOnly(column)} ALTER COLUMN ${quoteIdentifier(column.column)} SET`
    return [
      ...(storage === undefined ? [] : [`${change} STORAGE ${storage};`]),
      ...(compression === undefined ? [] : [`${change} COMPRESSION ${compression};`]),
    ]
  })
}

/** A change of the type drops the planner's statistics of a column, and autovacuum sees no reason to gather new ones. */
function analyzeTables(columns: readonly EnumColumnRow[]): string[] {
  const roots = columns.filter((column) => column.parents.length === 0)
  const tables = [...new Set(roots.map(({ schema, table }) => qualifiedName(schema, table)))]
  return tables.length === 0 ? [] : [`ANALYZE ${tables.join(', ')};`]
}

function alterOnly({ schema, table }: EnumColumnRow): string {
  return `ALTER TABLE ONLY ${qualifiedName(schema, table)}`
}
