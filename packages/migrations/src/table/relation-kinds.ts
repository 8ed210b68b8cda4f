import type { NameHolderRow } from '../catalog/fetch-name-holders.ts'

interface RelationKind {
  readonly name: string
  /** The word after `ALTER` that renames it. */
  readonly alter: string
}

// pg_class.relkind
const RELATIONS: Record<string, RelationKind> = {
  c: { name: 'composite type', alter: 'TYPE' },
  f: { name: 'foreign table', alter: 'FOREIGN TABLE' },
  I: { name: 'index of a partitioned table', alter: 'INDEX' },
  i: { name: 'index', alter: 'INDEX' },
  m: { name: 'materialized view', alter: 'MATERIALIZED VIEW' },
  p: { name: 'partitioned table', alter: 'TABLE' },
  r: { name: 'table', alter: 'TABLE' },
  S: { name: 'sequence', alter: 'SEQUENCE' },
  v: { name: 'view', alter: 'VIEW' },
}

// pg_type.typtype
const TYPES: Record<string, RelationKind> = {
  b: { name: 'base type', alter: 'TYPE' },
  d: { name: 'domain', alter: 'DOMAIN' },
  e: { name: 'enum', alter: 'TYPE' },
  m: { name: 'multirange type', alter: 'TYPE' },
  r: { name: 'range type', alter: 'TYPE' },
}

/** Returns what kind of thing holds a name, and how it is renamed. */
export function kindOfHolder(holder: Pick<NameHolderRow, 'isType' | 'kind'>): RelationKind {
  return (holder.isType ? TYPES : RELATIONS)[holder.kind] ?? { name: 'object', alter: 'TABLE' }
}
