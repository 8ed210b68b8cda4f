import { randomBytes } from 'node:crypto'
import { LocalServerError } from '@omni/local-server'
import { migrations } from '@omni/migrations'
import { createMigrator } from '@omni/migrator'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext, targetOf } from '../testing/create-context.ts'
import { startDatabase } from '../testing/start-database.ts'
import { connectStep } from './connect.ts'

const { database, client, urlOf, run } = startDatabase()
const role = `omni_verify_reader_${randomBytes(4).toString('hex')}`

beforeAll(async () => {
  await client().query(
    `create role ${role} login password '${role}'; revoke create on schema public from public`,
  )
})
afterAll(() => client().query(`drop owned by ${role}; drop role ${role}`))

describe('connect', () => {
  test('passes with server, version and rights', async () => {
    const { status, facts, details } = await run(connectStep)
    expect(status).toBe('passed')
    expect(facts).toMatchObject({
      schema: 'public',
      history: 'absent',
      server: { major: database().major, readOnly: false },
      rights: { createInSchema: true, createDatabase: true, writeHistory: null },
      pending: ['004_20251003_node_registrations'],
    })
    expect(details).toContain('no history yet')
  })

  test('a wrong password fails, and is not printed', async () => {
    const url = new URL(database().url)
    url.password = 'wrong-and-secret'
    const outcome = run(connectStep, { url: url.href })
    await expect(outcome).rejects.toMatchObject({ code: 'CANNOT_CONNECT' })
    await expect(outcome).rejects.not.toThrow('wrong-and-secret')
  })

  test('a server that is not there fails, and says what to check', async () => {
    await expect(run(connectStep, { url: 'postgres://app@127.0.0.1:1/omni' })).rejects.toMatchObject({
      code: 'CANNOT_CONNECT',
      hint: 'Nothing listens there: check host and port, and that the server runs.',
    })
  })

  test('a database that is not there fails', async () => {
    const url = new URL(database().url)
    url.pathname = '/no_such_database'
    await expect(run(connectStep, { url: url.href })).rejects.toMatchObject({ code: 'CANNOT_CONNECT' })
  })

  test('a schema that is not there fails', async () => {
    await expect(run(connectStep, { schema: 'nowhere' })).rejects.toMatchObject({ code: 'SCHEMA_NOT_FOUND' })
  })

  test('a role that may not create fails while migrations are pending, with the statement that helps', async () => {
    const before = await run(connectStep, { url: urlOf(role) })
    expect(before).toMatchObject({
      status: 'failed',
      summary: 'no CREATE on schema public, and migrations are pending',
      problems: [
        { code: 'CREATE_DENIED', hint: `As the owner: GRANT USAGE, CREATE ON SCHEMA public TO ${role};` },
      ],
    })
    await client().query(`grant usage, create on schema public to ${role}`)
    expect(await run(connectStep, { url: urlOf(role) })).toMatchObject({ status: 'passed' })
    await client().query(`revoke create on schema public from ${role}`)
  })

  test('a role that may only read passes where nothing is pending', async () => {
    const pool = new pg.Pool({ connectionString: database().url })
    await createMigrator({ db: pool, migrations }).up()
    await pool.end()
    await expect(run(connectStep, { url: urlOf(role) })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' })

    await client().query(`grant select on kysely_migration to ${role}`)
    const outcome = await run(connectStep, { url: urlOf(role) })
    expect(outcome.status).toBe('passed')
    expect(outcome.summary).toMatch(/but nothing is pending$/)
  })

  test('a read-only server fails while migrations are pending', async () => {
    const more = [...migrations, { ...createContext().migrations[0], name: '005_more', async up() {} }]
    const url = `${database().url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`
    expect(await run(connectStep, { url, migrations: more })).toMatchObject({
      status: 'failed',
      problems: [{ code: 'CREATE_DENIED', message: expect.stringContaining('the server is read-only') }],
    })
  })
})

describe('the embedded server', () => {
  const embedded = (reason: Error) => ({
    ...targetOf(database().url),
    choice: { kind: 'embedded', source: 'default' } as const,
    open: () => Promise.reject(reason),
  })
  const missing = () =>
    new LocalServerError('BINARIES_MISSING', {
      message: 'The PostgreSQL programs are not installed.',
      hint: 'Install them.',
      details: {},
    })

  test('where it cannot run the step is skipped, not passed, and says how to give it a server', async () => {
    expect(await connectStep.run(createContext({ target: embedded(missing()) }))).toMatchObject({
      status: 'skipped',
      summary: 'no database: none was named, and the PostgreSQL programs are not installed.',
      next: [{ command: expect.stringMatching(/^DATABASE_URL=\S+ pnpm verify$/) }],
    })
  })

  test('any other failure of it is a failure', async () => {
    const broken = embedded(
      new LocalServerError('SERVER_START_FAILED', { message: 'no', hint: '', details: {} }),
    )
    await expect(connectStep.run(createContext({ target: broken }))).rejects.toMatchObject({
      code: 'SERVER_START_FAILED',
    })
  })

  test('with --require-db it does not stand in for a database', async () => {
    const context = createContext({ target: embedded(missing()), requireDb: true })
    await expect(Promise.resolve().then(() => connectStep.run(context))).rejects.toMatchObject({
      code: 'DATABASE_REQUIRED',
    })
  })
})
