import { sql } from 'kysely'
import pg from 'pg'
import { createMigrator } from '../create-migrator.ts'
import { defineMigration } from '../define-migration.ts'
import { enumeration, statements, table } from './migrations.ts'

// Run by run-child.ts: one database, one list of migrations, one line for each thing that happens.
const [url, which] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

const quick = [
  enumeration('001_color', { name: 'color', values: ['red', 'green'] }),
  table('002_paint', 'paint'),
  statements('003_count', 'create table runs (id int); insert into runs values (1)'),
]
const slow = [
  table('001_a', 'a'),
  defineMigration({
    name: '002_slow',
    async up(db) {
      await sql`create table b (id int)`.execute(db)
      print('in the middle')
      await sql`select pg_sleep(20)`.execute(db)
    },
  }),
]

const pool = new pg.Pool({ connectionString: url, application_name: 'migrate-child' })
try {
  const migrations = which === 'slow' ? slow : quick
  const { applied } = await createMigrator({ db: pool, migrations, lockTimeout: 60_000 }).up()
  print(`applied ${applied.length}`)
} catch (error) {
  print(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  process.exitCode = 1
}
await pool.end()
