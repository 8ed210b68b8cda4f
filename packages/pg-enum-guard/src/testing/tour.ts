import { expect } from 'vitest'
import {
  assertEnums,
  checkEnumDependencies,
  checkEnums,
  createEnumSafe,
  defineEnum,
  dropEnumSafe,
  listEnums,
  type Queryable,
  validateEnumValues,
} from '../index.ts'

const LABELS = ['effect', "it's", '{a,b}', '"', '\\', '', 'NULL']
export const nodeType = defineEnum({ schema: 'public', name: 'node_type', values: LABELS })

/** Goes through every function of the guard on one connection, and leaves the database as it was. */
export async function tour(db: Queryable): Promise<void> {
  expect(await validateEnumValues(db, nodeType)).toBe(false)
  expect(await createEnumSafe(db, nodeType)).toBe('created')
  expect(await createEnumSafe(db, nodeType, { mode: 'ordered' })).toBe('exists')
  expect(await validateEnumValues(db, nodeType, { mode: 'ordered' })).toBe(true)
  await assertEnums(db, [nodeType])
  expect(await checkEnums(db, [nodeType, { ...nodeType, name: 'absent' }])).toMatchObject([
    { status: 'matches', actual: LABELS, orderDiffers: false },
    { status: 'absent', actual: null },
  ])
  expect(await listEnums(db, { schema: 'public' })).toMatchObject([{ name: 'node_type', labels: LABELS }])
  await db.query('create table public.jobs (kind public.node_type)')
  expect(await checkEnumDependencies(db, nodeType)).toEqual([
    {
      kind: 'table column',
      identity: 'public.jobs.kind',
      schema: 'public',
      relation: 'jobs',
      column: 'kind',
      via: 'type public.node_type',
    },
  ])
  await expect(validateEnumValues(db, { ...nodeType, values: ['other'] })).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { actual: LABELS, missing: ['other'], extra: LABELS },
  })
  await expect(dropEnumSafe(db, nodeType)).rejects.toMatchObject({ code: 'ENUM_IN_USE' })
  expect(await dropEnumSafe(db, nodeType, { cascade: true })).toMatchObject({
    result: 'dropped',
    destroyed: [{ identity: 'public.jobs.kind' }],
  })
  expect(await dropEnumSafe(db, nodeType)).toBe('absent')
  await db.query('drop table public.jobs')
}
