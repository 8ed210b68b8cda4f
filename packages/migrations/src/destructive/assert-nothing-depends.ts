import {
  checkEnumDependencies,
  type EnumDependent,
  EnumInUseError,
  type EnumRef,
  type Queryable,
  qualifiedName,
} from '@omni/pg-enum-guard'
import { fetchTableDependents, type TableDependentRow } from '../catalog/fetch-table-dependents.ts'
import { TableInUseError } from '../errors/table-in-use-error.ts'

export interface DropTarget {
  readonly schema: string
  readonly table: string
  /** The one column that may depend on the enum. */
  readonly column: string
  readonly enumName: string
}

/**
 * Passes where nothing but the target's own column and own parts depends on its enum or its table. Own is decided by
 * schema, relation and column, each in full: `audit.node_registrations` is somebody else's.
 *
 * @throws ENUM_IN_USE with everything that depends on either, TABLE_IN_USE where only the table is in use
 */
export async function assertNothingDepends(db: Queryable, target: DropTarget): Promise<void> {
  const { schema, table, enumName } = target
  const ref: EnumRef = { schema, name: enumName }
  const onEnum = await checkEnumDependencies(db, ref)
  const onTable = await fetchTableDependents(db, schema, table)
  const parts = onTable.filter(({ isPart }) => isPart)
  const strangers = onTable.filter(({ isPart }) => !isPart)
  const users = onEnum.filter((dependent) => !isOwnColumn(dependent, target) && !isAmong(dependent, parts))
  if (users.length > 0) {
    const others = strangers.filter((stranger) => !isAmong(stranger, users)).map(asEnumDependent(target))
    throw new EnumInUseError({ schema, name: enumName, dependents: [...users, ...others] })
  }
  if (strangers.length > 0) {
    const dependents = strangers.map(({ kind, identity }) => ({ kind, identity }))
    throw new TableInUseError({ schema, table, dependents })
  }
}

function isOwnColumn(dependent: EnumDependent, { schema, table, column }: DropTarget): boolean {
  return (
    dependent.kind === 'table column' &&
    dependent.schema === schema &&
    dependent.relation === table &&
    dependent.column === column
  )
}

type Identified = Pick<EnumDependent, 'kind' | 'identity'>

/** Whether a list has the object: a check constraint or trigger of the table, say, which goes with the table. */
function isAmong({ kind, identity }: Identified, list: readonly Identified[]): boolean {
  return list.some((other) => other.kind === kind && other.identity === identity)
}

function asEnumDependent({ schema, table }: DropTarget) {
  return ({ kind, identity }: TableDependentRow): EnumDependent => ({
    kind,
    identity,
    schema: null,
    relation: null,
    column: null,
    via: `table ${qualifiedName(schema, table)}`,
  })
}
