import type { DependencyEdgeRow } from '../catalog/fetch-dependency-edges.ts'
import type { EnumColumnRow } from '../catalog/fetch-enum-columns.ts'
import { describe, renderDependent } from '../list-dependents.ts'
import { qualifiedName, quoteIdentifier } from '../sql/quote-identifier.ts'
import { parseDefaultLiteral } from './parse-default-literal.ts'

export interface ObstacleInput {
  readonly edges: readonly DependencyEdgeRow[]
  readonly columns: readonly EnumColumnRow[]
}

/**
 * Returns, in words, each object that a plain rebuild of the type would fail at or would leave on the old type:
 * everything but plain columns with their literal defaults, and indexes, constraints and statistics that name no label.
 */
export function listRebuildObstacles({ edges, columns }: ObstacleInput): string[] {
  const typeKeys = new Set(
    edges.filter(({ role }) => role === 'enum' || role === 'array').map(({ key }) => key),
  )
  const columnKeys = new Set(columns.map(({ key }) => key))
  const objects = edges
    .filter((edge) => isObstacle(edge, columnKeys, typeKeys))
    .map((edge) => renderDependent(describe(edge)))
  return [...new Set([...objects, ...columns.flatMap((column) => columnObstacles(column, columns))])]
}

function isObstacle(
  edge: DependencyEdgeRow,
  columnKeys: ReadonlySet<string>,
  typeKeys: ReadonlySet<string>,
): boolean {
  const namesLabel = edge.parents.some((parent) => typeKeys.has(parent))
  const isIndex = edge.role === 'relation' && (edge.letter === 'i' || edge.letter === 'I')
  if (isIndex) return namesLabel
  if (edge.internal || edge.role === 'enum' || edge.role === 'array') return false
  if (edge.role === 'relation') {
    if (edge.column === null) return true
    const isColumnOfView = edge.letter === 'v' || edge.letter === 'm' // the view as a whole is listed for it
    return !isColumnOfView && !columnKeys.has(withoutCatalog(edge.key))
  }
  if (edge.identity === null) return false
  if (edge.kind === 'default value') return !columnKeys.has(`${edge.relationOid}:${edge.defaultOf}`)
  const isConstraint = edge.kind === 'table constraint' && edge.letter !== 'f'
  if (isConstraint || edge.kind === 'statistics object') return namesLabel
  return true
}

/** Turns the key of a column in `pg_depend` (`classid:objid:objsubid`) into that of {@link EnumColumnRow}. */
function withoutCatalog(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}

function columnObstacles(column: EnumColumnRow, columns: readonly EnumColumnRow[]): string[] {
  const table = qualifiedName(column.schema, column.table)
  const name = `${table}.${quoteIdentifier(column.column)}`
  if (column.isGenerated) return [`generated column ${name}`]
  if (column.isTyped) return [`typed table ${table}`]
  if (column.rowTypeIsUsed) return [`table ${table}, whose row type another object uses`]
  if (column.schema.startsWith('pg_temp')) return [`temporary table ${table} of another session`]
  if (column.default !== null && parseDefaultLiteral(column.default) === null) {
    return [`default of ${name}, which is an expression: ${column.default}`]
  }
  const parents = columns.filter((other) => !other.isInherited && other.column === column.column)
  const keepsDefault = parents.every((parent) => parent.default === column.default)
  return column.isInherited && !keepsDefault
    ? [`default of ${name}, which differs from that of its parent`]
    : []
}
