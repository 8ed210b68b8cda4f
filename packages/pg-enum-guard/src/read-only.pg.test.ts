import { createTestDatabase, startHotStandby, type TestDatabase } from '@omni/test-postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  assertEnums,
  checkEnumDependencies,
  checkEnums,
  createEnumSafe,
  dropEnumSafe,
  isOmniError,
  listEnums,
  type OmniError,
  type Queryable,
  validateEnumValues,
} from './index.ts'

const nodeType = { schema: 'app', name: 'node_type', values: ['effect', 'compute'] }
const absent = { ...nodeType, name: 'absent' }
const FIXTURE = `
  create schema app;
  create type app.node_type as enum ('effect', 'compute');
  create type app.unused as enum ('a');
  create table app.jobs (kind app.node_type);
  insert into app.jobs values ('effect');
  create view app.seen as select kind from app.jobs;
`

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const client = await database.client()
  await client.query(FIXTURE)
})
afterAll(() => database.drop())

async function refusalOf(promise: Promise<unknown>): Promise<OmniError> {
  try {
    await promise
  } catch (error) {
    if (isOmniError(error)) return error
    throw error
  }
  throw new Error('it was not refused')
}

/** Everything that only reads, with the answers that one who may do everything gets. */
async function read(db: Queryable): Promise<void> {
  expect(await checkEnums(db, [nodeType, absent])).toMatchObject([
    { status: 'matches', actual: ['effect', 'compute'] },
    { status: 'absent' },
  ])
  await assertEnums(db, [nodeType])
  expect(await validateEnumValues(db, nodeType, { mode: 'ordered' })).toBe(true)
  expect(await validateEnumValues(db, absent)).toBe(false)
  expect((await listEnums(db, { schema: 'app' })).map(({ name }) => name)).toEqual(['node_type', 'unused'])
  expect((await checkEnumDependencies(db, nodeType)).map(({ identity }) => identity)).toEqual([
    'app.jobs.kind',
    'app.seen',
  ])
  const mismatch = await refusalOf(validateEnumValues(db, { ...nodeType, values: ['compute', 'newer'] }))
  expect(mismatch.code).toBe('ENUM_VALUES_MISMATCH')
  expect(mismatch.message).toContain('app.jobs.kind')
  expect(await createEnumSafe(db, nodeType)).toBe('exists')
  expect(await dropEnumSafe(db, absent)).toBe('absent')
  expect((await refusalOf(dropEnumSafe(db, nodeType))).code).toBe('ENUM_IN_USE')
}

describe('a role with no more than CONNECT', () => {
  const role = `omni_connect_${process.pid}`
  let client: pg.Client

  beforeAll(async () => {
    const admin = await database.client()
    await admin.query(`
      create role ${role} login password 'only to connect';
      revoke all on database ${database.name} from public;
      revoke all on schema public from public;
      grant connect on database ${database.name} to ${role};
    `)
    const url = new URL(database.url)
    url.username = role
    url.password = 'only to connect'
    client = new pg.Client({ connectionString: url.href })
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    const admin = await database.client()
    await admin.query(`drop owned by ${role}; drop role ${role}`)
  })

  test('reads all that there is to read', async () => {
    await read(client)
  })

  test('may not create, and is told who has to do what', async () => {
    const { code, message, hint } = await refusalOf(createEnumSafe(client, absent))
    expect({ code, message, hint }).toEqual({
      code: 'PERMISSION_DENIED',
      message: `Role ${role} may not create enum 'absent' in schema app.`,
      hint: `As the owner of the schema: GRANT CREATE ON SCHEMA app TO ${role};`,
    })
  })

  test('may not create inside a transaction either, which stays usable', async () => {
    await client.query('begin')
    expect((await refusalOf(createEnumSafe(client, absent))).code).toBe('PERMISSION_DENIED')
    expect(await validateEnumValues(client, nodeType)).toBe(true)
    await client.query('rollback')
  })

  test('may not drop, and the enum keeps its name', async () => {
    const { code, message, hint, cause } = await refusalOf(
      dropEnumSafe(client, { schema: 'app', name: 'unused' }),
    )
    expect({ code, message, hint }).toEqual({
      code: 'PERMISSION_DENIED',
      message: 'The role may not do this: permission denied for schema app',
      hint: 'Connect as the owner of the object, or have it grant the right to this role (see \\dn+ and \\dT+ in psql).',
    })
    expect(cause).toMatchObject({ code: '42501' })
    const admin = await database.client()
    await admin.query(`grant usage, create on schema app to ${role}`)
    expect((await refusalOf(dropEnumSafe(client, { schema: 'app', name: 'unused' }))).message).toBe(
      'The role may not do this: must be owner of type app.unused',
    )
    await admin.query(`revoke usage, create on schema app from ${role}`)
    expect((await listEnums(client, { schema: 'app' })).map(({ name }) => name)).toEqual([
      'node_type',
      'unused',
    ])
  })
})

async function writesAreRefused(db: Queryable): Promise<void> {
  const { code, hint, message, cause } = await refusalOf(createEnumSafe(db, absent))
  expect({ code, hint }).toEqual({
    code: 'READ_ONLY',
    hint: 'Connect to the primary server (a hot standby can only be read), with default_transaction_read_only off.',
  })
  expect(message).toMatch(/^The server or the transaction is read-only: cannot execute .+/)
  expect(cause).toMatchObject({ code: '25006' })
}

test('a read-only transaction reads all that there is to read, and refuses the rest', async () => {
  const client = await database.client()
  await client.query('begin transaction read only')
  await read(client)
  await writesAreRefused(client)
  await client.query('rollback; begin transaction read only')
  expect((await refusalOf(dropEnumSafe(client, { schema: 'app', name: 'unused' }))).code).toBe('READ_ONLY')
  await client.query('rollback')
})

test('a session that is read-only by default reads all that there is to read, and refuses the rest', async () => {
  const client = await database.client()
  await client.query('set default_transaction_read_only = on')
  await read(client)
  await writesAreRefused(client)
  expect((await refusalOf(dropEnumSafe(client, { schema: 'app', name: 'unused' }))).code).toBe('READ_ONLY')
  await read(client)
})

test('a hot standby reads all that there is to read, and refuses the rest', async () => {
  const standby = await startHotStandby({
    major: inject('testServer').major,
    prepare: async (url) => {
      const primary = new pg.Client({ connectionString: url })
      await primary.connect()
      await primary.query(FIXTURE)
      await primary.end()
    },
  })
  const client = new pg.Client({ connectionString: standby.url })
  try {
    await client.connect()
    expect((await client.query('select pg_is_in_recovery() as recovering')).rows).toEqual([
      { recovering: true },
    ])
    await read(client)
    await writesAreRefused(client)
    expect((await refusalOf(dropEnumSafe(client, { schema: 'app', name: 'unused' }))).code).toBe('READ_ONLY')
    await client.query('begin isolation level repeatable read')
    await read(client)
    await client.query('rollback')
  } finally {
    await client.end()
    await standby.stop()
  }
})
