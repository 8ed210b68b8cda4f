import { type AnyDatabase, defineMigration, type MigrationContext } from '@omni/migrator'
import {
  createEnumSafe,
  dropEnumSafe,
  type OmniError,
  qualifiedName,
  validateEnumValues,
} from '@omni/pg-enum-guard'
import { type Kysely, sql } from 'kysely'
import { assertNothingDepends } from '../destructive/assert-nothing-depends.ts'
import { assertRowsMayGo } from '../destructive/assert-rows-may-go.ts'
import { lockTable } from '../destructive/lock-table.ts'
import { assertTable } from '../table/assert-table.ts'
import { checkTable, type TableCheck } from '../table/check-table.ts'
import { tableProblemOf } from '../table/table-problem-of.ts'
import { inTransaction } from '../transaction/in-transaction.ts'
import { lockTableName } from '../transaction/lock-table-name.ts'
import { tryInSavepoint } from '../transaction/try-in-savepoint.ts'
import {
  nodeRegistrationsTable004 as definition,
  nodeType004,
} from './004-20251003-node-registrations-table.ts'

const TABLE = definition.name

// Each round reads what another session did meanwhile; more than a few would be a fight.
const MOST_ROUNDS = 3

/**
 * Makes the enum `node_type_enum`, the table `node_registrations` and its indexes; what is there already has to be
 * equal, and stays as it is. Everything is judged before anything is changed.
 */
async function up(db: Kysely<unknown>, { schema, logger }: MigrationContext): Promise<void> {
  await inTransaction(db, async (trx, queryable) => {
    const nodeType = { ...nodeType004, schema }
    await lockTableName(queryable, schema, TABLE)
    await validateEnumValues(queryable, nodeType)
    let check = await assertTable(queryable, schema, definition, { absent: 'allowed' })
    await createEnumSafe(queryable, nodeType, { logger })
    for (let round = 1; !isComplete(check) && round <= MOST_ROUNDS; round += 1) {
      const missing = check
      const created = await tryInSavepoint(trx, () => create(trx, missing))
      for (const name of created ? namesOfAbsent(missing) : []) logger.info(`${name}: created`)
      // Read again, not assumed: an event trigger can have altered what was created.
      check = await assertTable(queryable, schema, definition, { absent: created ? 'problem' : 'allowed' })
    }
    logger.debug(`table ${qualifiedName(schema, TABLE)}: matches, as do its ${check.indexes.length} indexes`)
  })
}

function isComplete(check: TableCheck): boolean {
  return namesOfAbsent(check).length === 0
}

function namesOfAbsent({ schema, status, indexes }: TableCheck): string[] {
  const absent = indexes.filter((index) => index.status === 'absent')
  return [
    ...(status === 'absent' ? [`table ${qualifiedName(schema, TABLE)}`] : []),
    ...absent.map(({ name }) => `index ${qualifiedName(schema, name)}`),
  ]
}

async function create(trx: Kysely<unknown>, check: TableCheck): Promise<void> {
  if (check.status === 'absent') await createTable(trx, check.schema)
  for (const index of definition.indexes) {
    const isAbsent = check.indexes.some(({ name, status }) => name === index.name && status === 'absent')
    if (!isAbsent) continue
    await trx.schema
      .withSchema(check.schema)
      .createIndex(index.name)
      .on(TABLE)
      .using(index.method)
      .column(index.descending ? `${index.column} desc` : index.column)
      .execute()
  }
}

// Types and functions are qualified: a schema before pg_catalog in the search_path, or pg_temp, could have its own.
async function createTable(trx: Kysely<unknown>, schema: string): Promise<void> {
  const uuid = sql`pg_catalog.uuid`
  const jsonb = sql`pg_catalog.jsonb`
  const timestamp = sql`pg_catalog.timestamptz`
  const now = sql`pg_catalog.now()`
  const emptyObject = sql`'{}'::pg_catalog.jsonb`
  const nodeType = sql.raw(qualifiedName(schema, nodeType004.name))
  await trx.schema
    .withSchema(schema)
    .createTable(TABLE)
    .addColumn('id', uuid, (column) => column.notNull().defaultTo(sql`pg_catalog.gen_random_uuid()`))
    .addColumn('node_id', 'varchar(255)', (column) => column.notNull())
    .addColumn('node_type', nodeType, (column) => column.notNull())
    .addColumn('capabilities', jsonb, (column) => column.notNull().defaultTo(emptyObject))
    .addColumn('endpoints', jsonb, (column) => column.notNull().defaultTo(emptyObject))
    .addColumn('metadata', jsonb, (column) => column.notNull().defaultTo(emptyObject))
    .addColumn('health_endpoint', 'varchar(500)')
    .addColumn('last_heartbeat', timestamp)
    .addColumn('registered_at', timestamp, (column) => column.notNull().defaultTo(now))
    .addColumn('updated_at', timestamp, (column) => column.notNull().defaultTo(now))
    .addPrimaryKeyConstraint('node_registrations_pkey', ['id'])
    .addUniqueConstraint('node_registrations_node_id_key', ['node_id'])
    .execute()
}

/**
 * Drops indexes, table and enum, where no row is lost that nobody has given up, and nothing else depends on them. What
 * is absent is passed over.
 */
async function down(
  db: Kysely<unknown>,
  { schema, allowDestructive, logger }: MigrationContext,
): Promise<void> {
  await inTransaction(db, async (trx, queryable) => {
    const table = qualifiedName(schema, TABLE)
    await lockTableName(queryable, schema, TABLE)
    const before = await checkTable(queryable, schema, definition)
    if (isPlainTable(before)) await lockTable(queryable, schema, TABLE)
    const check = await checkTable(queryable, schema, definition)
    const exists = check.state.holders.some(({ name }) => name === TABLE)
    if (exists && check.status === 'differs') {
      const problem = await tableProblemOf(
        queryable,
        definition,
        { ...check, indexes: [] },
        { absent: 'allowed' },
      )
      if (problem !== null) throw problem
    }
    const rows = exists ? await assertRowsMayGo(queryable, schema, TABLE, { allowDestructive }) : 0n
    await assertNothingDepends(queryable, {
      schema,
      table: TABLE,
      column: 'node_type',
      enumName: nodeType004.name,
    })
    if (rows > 0n) logger.warn(`DESTRUCTIVE MIGRATION: dropping table ${table} with its ${rows} records`)
    for (const name of namesOfOwnIndexes(check)) {
      await trx.schema.withSchema(schema).dropIndex(name).execute()
      logger.info(`index ${qualifiedName(schema, name)}: dropped`)
    }
    if (exists) await trx.schema.withSchema(schema).dropTable(TABLE).execute()
    logger.info(`table ${table}: ${exists ? 'dropped' : 'absent, nothing to drop'}`)
    await dropEnumSafe(queryable, { schema, name: nodeType004.name }, { logger })
  })
}

function isPlainTable({ state }: TableCheck): boolean {
  return state.holders.some(({ name, isType, kind }) => name === TABLE && !isType && kind === 'r')
}

/** The indexes of the migration's names that are on its table: one on another table is that table's. */
function namesOfOwnIndexes({ state }: TableCheck): string[] {
  const names = new Set(definition.indexes.map(({ name }) => name))
  return state.holders
    .filter(({ name, table, constraint }) => names.has(name) && table === TABLE && constraint === null)
    .map(({ name }) => name)
}

async function check(_: Kysely<unknown>, { schema, queryable }: MigrationContext): Promise<OmniError[]> {
  const found = await checkTable(queryable, schema, definition)
  const problem = await tableProblemOf(queryable, definition, found, { absent: 'problem' })
  return problem === null ? [] : [problem]
}

/** Migration 004: registrations of nodes. */
export const nodeRegistrations004 = defineMigration<AnyDatabase>({
  name: '004_20251003_node_registrations',
  enums: [nodeType004],
  up,
  down,
  check,
})
