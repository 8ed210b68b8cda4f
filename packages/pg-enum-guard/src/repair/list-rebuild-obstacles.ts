import type { DependencyEdgeRow } from '../catalog/fetch-dependency-edges.ts'
import type { EnumColumnRow } from '../catalog/fetch-enum-columns.ts'
import type { TypePropertiesRow } from '../catalog/fetch-type-properties.ts'
import { describe, hangsOnOwnColumn, renderDependent } from '../list-dependents.ts'
import { qualifiedName, quoteIdentifier } from '../sql/quote-identifier.ts'
import { escapeInvisible } from '../sql/render-labels.ts'
import { listUpdateGuards } from './list-update-guards.ts'
import { parseDefaultLiteral } from './parse-default-literal.ts'
import { rootKeys } from './root-keys.ts'

export interface ObstacleInput {
  readonly edges: readonly DependencyEdgeRow[]
  readonly columns: readonly EnumColumnRow[]
  readonly properties: TypePropertiesRow
}

/**
 * Returns, in words, each object that a plain rebuild of the type would fail at or would leave on the old type:
 * everything but plain columns with their literal defaults, and indexes, constraints and statistics that name no label.
 */
export function listRebuildObstacles({ edges, columns, properties }: ObstacleInput): string[] {
  const byKey = new Map(edges.map((edge) => [edge.key, edge]))
  const columnKeys = new Set(columns.map(({ key }) => key))
  const objects = edges.flatMap((edge) => obstacleOf(edge, byKey, columnKeys))
  const byColumn = columns.flatMap((column) => columnObstacles(column, columns))
  const rights = properties.grants
    .filter(({ grantor }) => grantor !== properties.owner)
    .map(({ grantee, grantor }) => `right of ${roleName(grantee)}, granted by ${roleName(grantor)}`)
  return [...new Set([...objects, ...byColumn, ...rights])]
}

type EdgesByKey = ReadonlyMap<string, DependencyEdgeRow>

function obstacleOf(edge: DependencyEdgeRow, byKey: EdgesByKey, columnKeys: ReadonlySet<string>): string[] {
  if (edge.role === 'enum' || edge.role === 'array') return []
  if (edge.role === 'relation') return relationObstacle(edge, byKey, columnKeys)
  if (edge.internal || edge.identity === null) return []
  const hangsOnListed = edge.parents.some((parent) => byKey.get(parent)?.letter === 'd')
  if (edge.kind === 'domain constraint' && hangsOnListed) return []
  if (edge.kind === 'default value' && hangsOnOwnColumn(edge, byKey)) return []
  const { kind, identity } = describe(edge)
  if (edge.kind === 'table constraint' && edge.letter === 'f') return [`foreign key ${identity}`]
  const isConstraint = edge.kind === 'table constraint' || edge.kind === 'statistics object'
  return isConstraint && !namesLabel(edge, byKey) ? [] : [renderDependent({ kind, identity })]
}

function relationObstacle(
  edge: DependencyEdgeRow,
  byKey: EdgesByKey,
  columnKeys: ReadonlySet<string>,
): string[] {
  const { letter, column } = edge
  const dependent = renderDependent(describe(edge))
  if (letter === 'i' || letter === 'I') return !edge.internal && namesLabel(edge, byKey) ? [dependent] : []
  if (edge.internal || letter === 'S') return [] // a sequence that a column owns stays with the column
  if (column === null) return wholeRelationObstacle(edge, byKey, dependent)
  const isColumnOfView = letter === 'v' || letter === 'm' // the view as a whole is listed for it
  if (isColumnOfView || columnKeys.has(withoutCatalog(edge.key))) return []
  return [letter === 'r' || letter === 'p' ? `column ${dependent}` : dependent]
}

/** A table goes as a whole where the type is in its partition key, and its partitions with it. */
function wholeRelationObstacle(edge: DependencyEdgeRow, byKey: EdgesByKey, dependent: string): string[] {
  const isPartition = edge.parents.some((parent) => {
    const table = parent === edge.key ? undefined : byKey.get(parent) // it hangs on itself by way of its column
    return table?.role === 'relation' && table.letter === 'p' && table.column === null
  })
  if (isPartition) return []
  return [edge.letter === 'p' ? `partition key of ${describe(edge).identity}` : dependent]
}

/** Whether the object, or the index behind a constraint, hangs on the type itself: then it holds a label. */
function namesLabel(edge: DependencyEdgeRow, byKey: EdgesByKey): boolean {
  return edge.parents.some((key) => {
    const parent = byKey.get(key)
    if (parent === undefined) return false
    const isIndex = parent.role === 'relation' && (parent.letter === 'i' || parent.letter === 'I')
    if (isIndex && edge.role !== 'relation') return namesLabel(parent, byKey)
    return parent.role === 'enum' || parent.role === 'array'
  })
}

/** Turns the key of a column in `pg_depend` (`classid:objid:objsubid`) into that of {@link EnumColumnRow}. */
function withoutCatalog(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}

function columnObstacles(column: EnumColumnRow, columns: readonly EnumColumnRow[]): string[] {
  const table = qualifiedName(column.schema, column.table)
  const name = `${table}.${quoteIdentifier(column.column)}`
  if (column.isGenerated || column.isTemporary) return listUpdateGuards(column)
  const foreign = column.updateGuards.filter((guard) => guard.startsWith('foreign table '))
  if (foreign.length > 0) return foreign
  if (column.isTyped) return [`typed table ${table}`]
  if (column.rowTypeUsers.length > 0) {
    return column.rowTypeUsers.map((user) => `${user}, which uses the row type of ${table}`)
  }
  if (rootKeys(column, columns).length > 1) return [`column ${name}, which comes from several tables`]
  if (column.default !== null && parseDefaultLiteral(column.default) === null) {
    return [`default of ${name}: ${escapeInvisible(column.default.replaceAll(/\s+/g, ' '))}`]
  }
  return []
}

function roleName(role: string | null): string {
  return role === null ? 'PUBLIC' : quoteIdentifier(role)
}
