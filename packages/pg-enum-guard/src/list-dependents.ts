import type { DependencyEdgeRow } from './catalog/fetch-dependency-edges.ts'
import { canonicalIdentity } from './sql/canonical-identity.ts'
import { qualifiedName, quoteIdentifier } from './sql/quote-identifier.ts'

/** One object that blocks `DROP TYPE` and that `DROP TYPE … CASCADE` would drop. */
export interface EnumDependent {
  /** `table column`, `view`, `domain`, `function` and so on, in the words of `pg_identify_object`. */
  readonly kind: string
  /** Schema-qualified and quoted, as it stands in SQL. */
  readonly identity: string
  /** Unquoted schema; null for kinds that are in none, such as casts. */
  readonly schema: string | null
  /** Unquoted name of the relation that the object is, or whose column it is. */
  readonly relation: string | null
  /** Unquoted name of the column. */
  readonly column: string | null
  /** What it hangs on: `type public.e`, `type public.e[]`, `domain public.d`, `column public.t.c`. */
  readonly via: string
}

const RELATION_KINDS: Record<string, string> = {
  c: 'composite type',
  f: 'foreign table',
  I: 'index',
  i: 'index',
  m: 'materialized view',
  p: 'table',
  r: 'table',
  S: 'sequence',
  v: 'view',
}

const TYPE_KINDS: Record<string, string> = {
  c: 'composite type',
  d: 'domain',
  m: 'multirange type',
  r: 'range type',
}

/** Returns how a dependent is written in messages: `public.t.c` for a column of a table, `view public.v` for others. */
export function renderDependent(dependent: Pick<EnumDependent, 'kind' | 'identity'>): string {
  return dependent.kind === 'table column' ? dependent.identity : `${dependent.kind} ${dependent.identity}`
}

/**
 * Returns the objects that a person has to know of: parts that go unseen with their owner (the rule of a view, the
 * index, default and NOT NULL of a column that is listed, the columns of a table that is listed) are folded into it.
 */
export function listDependents(edges: readonly DependencyEdgeRow[]): EnumDependent[] {
  const byKey = new Map(edges.map((edge) => [edge.key, edge]))
  const wholeRelations = new Set(edges.filter(isWholeRelation).map((edge) => edge.relationOid))
  const root = canonicalIdentity(edges.find((edge) => edge.role === 'enum')?.identity ?? '')
  const nearestFirst = parentsByDistance(edges)
  return edges
    .filter((edge) => isListed(edge, byKey, wholeRelations))
    .map((edge) => ({ ...describe(edge), via: viaOf(edge, byKey, wholeRelations, nearestFirst, root) }))
    .map((dependent) => ({ dependent, rank: rank(dependent), text: renderDependent(dependent) }))
    .sort((a, b) => a.rank - b.rank || compareText(a.text, b.text))
    .map(({ dependent }) => dependent)
}

type EdgesByKey = ReadonlyMap<string, DependencyEdgeRow>

function isListed(
  edge: DependencyEdgeRow,
  byKey: EdgesByKey,
  wholeRelations: ReadonlySet<string | null>,
): boolean {
  if (edge.role === 'enum' || edge.role === 'array' || edge.internal) return false
  if (edge.role === 'other' && edge.identity === null) return false
  const isNotNullConstraint = edge.kind === 'table constraint' && edge.letter === 'n'
  if (isNotNullConstraint) return false
  if (!isWholeRelation(edge) && wholeRelations.has(edge.relationOid)) return false
  if (isIndex(edge) || edge.kind === 'default value') return !hangsOnOwnColumn(edge, byKey)
  if (edge.kind === 'domain constraint')
    return !edge.parents.some((parent) => byKey.get(parent)?.letter === 'd')
  return true
}

/** Whether the row is a relation as a whole; an index does not count, it is a part of its table. */
function isWholeRelation(edge: DependencyEdgeRow): boolean {
  return edge.role === 'relation' && edge.column === null && !isIndex(edge)
}

function isIndex(edge: DependencyEdgeRow): boolean {
  return edge.role === 'relation' && (edge.letter === 'i' || edge.letter === 'I')
}

/** Whether a column of the object's own relation is dropped too, and takes the object with it. */
export function hangsOnOwnColumn(edge: DependencyEdgeRow, byKey: EdgesByKey): boolean {
  return edge.parents.some((parent) => {
    const column = byKey.get(parent)
    return column?.role === 'relation' && column.column !== null && column.relationOid === edge.relationOid
  })
}

/** Returns kind and identity of one row, without what it hangs on. */
export function describe(edge: DependencyEdgeRow): Omit<EnumDependent, 'via'> {
  const { schema, relation, column, letter } = edge
  if (edge.role === 'relation' && schema !== null && relation !== null) {
    const kind = RELATION_KINDS[letter ?? ''] ?? 'relation'
    const name = qualifiedName(schema, relation)
    if (column === null) return { kind, identity: name, schema, relation, column }
    return {
      kind: `${kind} column`,
      identity: `${name}.${quoteIdentifier(column)}`,
      schema,
      relation,
      column,
    }
  }
  const kind = edge.kind === 'type' ? (TYPE_KINDS[letter ?? ''] ?? 'type') : (edge.kind ?? 'object')
  return { kind, identity: canonicalIdentity(edge.identity ?? ''), schema, relation: null, column: null }
}

/** Objects can hang on each other in a circle (a base type and its functions): the way to the enum is the shortest. */
function parentsByDistance(
  edges: readonly DependencyEdgeRow[],
): (edge: DependencyEdgeRow) => readonly string[] {
  const children = new Map<string, string[]>()
  for (const { key, parents } of edges) {
    for (const parent of parents) {
      const siblings = children.get(parent)
      if (siblings === undefined) children.set(parent, [key])
      else siblings.push(key)
    }
  }
  const distances = new Map<string, number>()
  let ring = edges.filter(({ role }) => role === 'enum' || role === 'array').map(({ key }) => key)
  for (let distance = 0; ring.length > 0; distance += 1) {
    const fresh = ring.filter((key) => !distances.has(key))
    for (const key of fresh) distances.set(key, distance)
    ring = fresh.flatMap((key) => children.get(key) ?? [])
  }
  const distanceOf = (key: string) => distances.get(key) ?? edges.length
  return ({ parents }) =>
    parents.length === 1 ? parents : parents.toSorted((a, b) => distanceOf(a) - distanceOf(b))
}

function viaOf(
  edge: DependencyEdgeRow,
  byKey: EdgesByKey,
  wholeRelations: ReadonlySet<string | null>,
  nearestFirst: (edge: DependencyEdgeRow) => readonly string[],
  root: string,
): string {
  const seen = new Set([edge.key])
  const queue = [...nearestFirst(edge)]
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    const parent = byKey.get(key)
    if (parent === undefined || seen.has(key)) continue
    seen.add(key)
    if (parent.role === 'array') return `type ${root}[]`
    if (parent.role === 'enum') return `type ${root}`
    const isOwnPart = edge.role === 'relation' && parent.relationOid === edge.relationOid
    if (!parent.internal && !isOwnPart) {
      const isFolded = wholeRelations.has(parent.relationOid)
      const { kind, identity } = describe(isFolded ? { ...parent, column: null } : parent)
      return `${kind === 'table column' ? 'column' : kind} ${identity}`
    }
    queue.push(...nearestFirst(parent))
  }
  return `type ${root}`
}

function rank(dependent: EnumDependent): number {
  return dependent.kind === 'table column' ? 0 : 1
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
