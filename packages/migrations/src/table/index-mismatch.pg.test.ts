import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchInventory } from '../../test/fetch-inventory.ts'
import { failureOf, type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import type { IndexMismatchDetails } from '../errors/index-mismatch-error.ts'
import { nodeRegistrations004 } from '../migrations/004-20251003-node-registrations.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
beforeEach(async () => {
  await open.clear()
  await up()
})
afterAll(() => open.close())

const up = () => nodeRegistrations004.up(open.db, open.context())
const check = async () => (await nodeRegistrations004.check?.(open.db, open.context())) ?? []
const checkForOne = async () => {
  const [problem, ...others] = await check()
  expect(others).toEqual([])
  if (problem === undefined) throw new Error('expected a problem, there was none')
  return problem
}

const HEARTBEAT = 'idx_node_registrations_last_heartbeat'
const CREATE_HEARTBEAT = `CREATE INDEX ${HEARTBEAT} ON public.node_registrations USING btree (last_heartbeat DESC);`

interface Case {
  readonly breakage: string
  readonly differences: readonly string[]
  readonly statements: readonly string[]
}

async function expectRefusalAndRepair({ breakage, differences, statements }: Case): Promise<void> {
  for (const statement of breakage.split(';')) await open.sql(statement)
  const before = await fetchInventory(open.pool)
  const error = await failureOf(up())
  expect(error.code).toBe('INDEX_MISMATCH')
  expect(error.message.split('\n').slice(1)).toEqual(differences.map((line) => `  index ${line}`))
  const { repair } = error.details as IndexMismatchDetails
  expect(repair.statements).toEqual(statements)
  for (const statement of statements) expect(error.hint.split('\n')).toContain(`       ${statement}`)
  expect(await fetchInventory(open.pool)).toEqual(before)
  for (const statement of repair.statements) await open.sql(statement)
  expect(await check()).toEqual([])
  await up()
}

describe('an index that differs is refused, left alone, and repaired by what the error prints:', () => {
  test.each([
    ['the direction', '(last_heartbeat)', 'keys: expected (last_heartbeat DESC), found (last_heartbeat)'],
    [
      'where nulls come',
      '(last_heartbeat desc nulls last)',
      'keys: expected (last_heartbeat DESC), found (last_heartbeat DESC NULLS LAST)',
    ],
    ['the column', '(updated_at desc)', 'keys: expected (last_heartbeat DESC), found (updated_at DESC)'],
    [
      'the number of columns',
      '(last_heartbeat desc, id)',
      'keys: expected (last_heartbeat DESC), found (last_heartbeat DESC, id)',
    ],
    [
      'an expression',
      "((last_heartbeat at time zone 'UTC') desc)",
      "keys: expected (last_heartbeat DESC), found (((last_heartbeat AT TIME ZONE 'UTC'::text)) DESC)",
    ],
    ['included columns', '(last_heartbeat desc) include (id)', 'included columns: expected none, found id'],
    [
      'the predicate',
      '(last_heartbeat desc) where last_heartbeat is not null',
      'predicate: expected none, found WHERE (last_heartbeat IS NOT NULL)',
    ],
  ])('%s', (_, definition, difference) =>
    expectRefusalAndRepair({
      breakage: `drop index ${HEARTBEAT}; create index ${HEARTBEAT} on node_registrations ${definition}`,
      differences: [`${HEARTBEAT}: ${difference}`],
      statements: [`DROP INDEX public.${HEARTBEAT};`, CREATE_HEARTBEAT],
    }),
  )

  test('the method', () =>
    expectRefusalAndRepair({
      breakage:
        'drop index idx_node_registrations_node_id; create index idx_node_registrations_node_id on node_registrations using hash (node_id)',
      differences: ['idx_node_registrations_node_id: method: expected btree, found hash'],
      statements: [
        'DROP INDEX public.idx_node_registrations_node_id;',
        'CREATE INDEX idx_node_registrations_node_id ON public.node_registrations USING btree (node_id);',
      ],
    }))

  test('the operator class', () =>
    expectRefusalAndRepair({
      breakage:
        'drop index idx_node_registrations_metadata_gin; create index idx_node_registrations_metadata_gin on node_registrations using gin (metadata jsonb_path_ops)',
      differences: [
        'idx_node_registrations_metadata_gin: keys: expected (metadata), found (metadata pg_catalog.jsonb_path_ops)',
      ],
      statements: [
        'DROP INDEX public.idx_node_registrations_metadata_gin;',
        'CREATE INDEX idx_node_registrations_metadata_gin ON public.node_registrations USING gin (metadata);',
      ],
    }))

  test('the collation', () =>
    expectRefusalAndRepair({
      breakage:
        'drop index idx_node_registrations_node_id; create index idx_node_registrations_node_id on node_registrations (node_id collate "C")',
      differences: ['idx_node_registrations_node_id: keys: expected (node_id), found (node_id COLLATE …)'],
      statements: [
        'DROP INDEX public.idx_node_registrations_node_id;',
        'CREATE INDEX idx_node_registrations_node_id ON public.node_registrations USING btree (node_id);',
      ],
    }))

  test('uniqueness, which is a rule and therefore kept under another name', () =>
    expectRefusalAndRepair({
      breakage: `drop index ${HEARTBEAT}; create unique index ${HEARTBEAT} on node_registrations (last_heartbeat desc)`,
      differences: [`${HEARTBEAT}: uniqueness: expected not unique, found unique`],
      statements: [`ALTER INDEX public.${HEARTBEAT} RENAME TO ${HEARTBEAT}_old;`, CREATE_HEARTBEAT],
    }))

  test('the table: an index of that name is on another one, which keeps it', () =>
    expectRefusalAndRepair({
      breakage: `drop index ${HEARTBEAT}; create table other (last_heartbeat timestamptz); create index ${HEARTBEAT} on other (last_heartbeat desc)`,
      differences: [`${HEARTBEAT}: table: expected public.node_registrations, found public.other`],
      statements: [`ALTER INDEX public.${HEARTBEAT} RENAME TO ${HEARTBEAT}_old;`, CREATE_HEARTBEAT],
    }))

  test.each([
    ['a table', 'TABLE', 'table', `create table ${HEARTBEAT} ()`],
    ['a view', 'VIEW', 'view', `create view ${HEARTBEAT} as select 1`],
    ['a sequence', 'SEQUENCE', 'sequence', `create sequence ${HEARTBEAT}`],
  ])('the kind: %s has the name', (_, alter, kind, create) =>
    expectRefusalAndRepair({
      breakage: `drop index ${HEARTBEAT}; ${create}`,
      differences: [`${HEARTBEAT}: relation: expected index, found ${kind}`],
      statements: [`ALTER ${alter} public.${HEARTBEAT} RENAME TO ${HEARTBEAT}_old;`, CREATE_HEARTBEAT],
    }),
  )

  test('the constraint: an index of that name stands behind one', () =>
    expectRefusalAndRepair({
      breakage: `drop index ${HEARTBEAT}; alter table node_registrations add constraint ${HEARTBEAT} unique (last_heartbeat)`,
      differences: [
        `${HEARTBEAT}: keys: expected (last_heartbeat DESC), found (last_heartbeat)`,
        `${HEARTBEAT}: uniqueness: expected not unique, found unique`,
      ],
      statements: [`ALTER INDEX public.${HEARTBEAT} RENAME TO ${HEARTBEAT}_old;`, CREATE_HEARTBEAT],
    }))

  test('validity: a concurrent build that failed left it INVALID', async () => {
    // a build that gives up waiting for an older transaction
    await open.sql(`drop index ${HEARTBEAT}`)
    const older = await open.database.client()
    await older.query(
      "begin; insert into node_registrations (node_id, node_type) values ('node-1', 'effect')",
    )
    const builder = await open.database.client()
    await builder.query("set lock_timeout = '200ms'")
    await expect(
      builder.query(`create index concurrently ${HEARTBEAT} on node_registrations (last_heartbeat desc)`),
    ).rejects.toThrow('lock timeout')
    await older.query('rollback')
    await expectRefusalAndRepair({
      breakage: 'select 1',
      differences: [`${HEARTBEAT}: validity: expected valid, found INVALID`],
      statements: [`REINDEX INDEX CONCURRENTLY public.${HEARTBEAT};`],
    })
  })

  test('several indexes, in one error', () =>
    expectRefusalAndRepair({
      breakage: `drop index ${HEARTBEAT}; create index ${HEARTBEAT} on node_registrations (id);
        drop index idx_node_registrations_node_type; create table idx_node_registrations_node_type ()`,
      differences: [
        'idx_node_registrations_node_type: relation: expected index, found table',
        `${HEARTBEAT}: keys: expected (last_heartbeat DESC), found (id)`,
      ],
      statements: [
        'ALTER TABLE public.idx_node_registrations_node_type RENAME TO idx_node_registrations_node_type_old;',
        'CREATE INDEX idx_node_registrations_node_type ON public.node_registrations USING btree (node_type);',
        `DROP INDEX public.${HEARTBEAT};`,
        CREATE_HEARTBEAT,
      ],
    }))
})

describe('after the migration, check', () => {
  test('reports an index that is missing, and how to make it', async () => {
    await open.sql(`drop index ${HEARTBEAT}`)
    const problem = await checkForOne()
    expect(problem.code).toBe('INDEX_MISMATCH')
    expect(`${problem.message}\n\n${problem.hint}`).toMatchInlineSnapshot(`
      "MIGRATION VALIDATION FAILED: 1 index differs from what table public.node_registrations should have!
        index idx_node_registrations_last_heartbeat: expected to exist, found nothing

      To fix this issue:
        1. Repair the indexes, no data is touched:
             CREATE INDEX idx_node_registrations_last_heartbeat ON public.node_registrations USING btree (last_heartbeat DESC);
        2. Check again"
    `)
  })

  test('reports a table that is missing, with the statements that make it and its indexes', async () => {
    await open.sql('drop table node_registrations')
    const problem = await checkForOne()
    expect(problem.code).toBe('TABLE_MISMATCH')
    expect(problem.hint).toMatchInlineSnapshot(`
      "To fix this issue:
        1. Create the table:
             CREATE TABLE public.node_registrations (
               id uuid NOT NULL DEFAULT gen_random_uuid(),
               node_id varchar(255) NOT NULL,
               node_type public.node_type_enum NOT NULL,
               capabilities jsonb NOT NULL DEFAULT '{}'::jsonb,
               endpoints jsonb NOT NULL DEFAULT '{}'::jsonb,
               metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
               health_endpoint varchar(500),
               last_heartbeat timestamptz,
               registered_at timestamptz NOT NULL DEFAULT now(),
               updated_at timestamptz NOT NULL DEFAULT now(),
               CONSTRAINT node_registrations_pkey PRIMARY KEY (id),
               CONSTRAINT node_registrations_node_id_key UNIQUE (node_id)
             );
             CREATE INDEX idx_node_registrations_node_id ON public.node_registrations USING btree (node_id);
             CREATE INDEX idx_node_registrations_node_type ON public.node_registrations USING btree (node_type);
             CREATE INDEX idx_node_registrations_last_heartbeat ON public.node_registrations USING btree (last_heartbeat DESC);
             CREATE INDEX idx_node_registrations_updated_at ON public.node_registrations USING btree (updated_at DESC);
             CREATE INDEX idx_node_registrations_capabilities_gin ON public.node_registrations USING gin (capabilities);
             CREATE INDEX idx_node_registrations_endpoints_gin ON public.node_registrations USING gin (endpoints);
             CREATE INDEX idx_node_registrations_metadata_gin ON public.node_registrations USING gin (metadata);
        2. Check again"
    `)
    const { repair } = problem.details as IndexMismatchDetails
    for (const statement of repair.statements) await open.sql(statement)
    expect(await check()).toEqual([])
  })
})
