import assert from 'node:assert/strict'
import { startServer } from '@omni/local-server'
import { type Database, definitions, migrations, nodeType } from '@omni/migrations'
import { createMigrator } from '@omni/migrator'
import { assertEnums, type EnumValue, isOmniError, validateEnumValues } from '@omni/pg-enum-guard'
import { fromKysely } from '@omni/pg-enum-guard/kysely'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'

// What a service does with the packages: migrate, check at start-up, insert; and what it is told when somebody
// changed the enum by hand.
const [, , dataDir = ''] = process.argv
const server = await startServer({ dataDir, temporary: true })
const pool = new pg.Pool({ connectionString: server.url })
const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
const migrator = createMigrator({ db, migrations, definitions })

const first = await migrator.up()
assert.deepEqual(
  first.applied.map(({ name }) => name),
  migrations.map(({ name }) => name),
)
assert.deepEqual((await migrator.up()).applied, [])
assert.deepEqual((await migrator.status()).pending, [])
assert.equal((await migrator.check()).ok, true)

await assertEnums(pool, definitions)
assert.equal(await validateEnumValues(fromKysely(db), nodeType), true)

const kind: EnumValue<typeof nodeType> = 'effect'
// @ts-expect-error a label that the enum does not have
const wrong: EnumValue<typeof nodeType> = 'efect'
assert.ok(nodeType.values.includes(kind) && !nodeType.values.includes(wrong))

await sql`alter type ${sql.id(nodeType.name)} add value 'by_hand'`.execute(db)
await assert.rejects(
  () => migrator.up(),
  (error) => isOmniError(error) && error.code === 'ENUM_VALUES_MISMATCH',
)

await db.destroy()
await server.stop()
process.stdout.write('the packed packages work\n')
