import { expect, test } from 'vitest'
import { checkOrder, checkRecorded } from './check-history.ts'

const table = 'public.kysely_migration'

test('a recorded migration that the code does not know', () => {
  const [problem] = checkRecorded({ names: ['001'], recorded: ['001', "002_it's"], table })
  expect(`${problem?.code}: ${problem?.message}\n${problem?.hint}`).toMatchInlineSnapshot(`
    "MIGRATION_RECORDED_MISSING: The database has applied migration "002_it's", which this code does not know
    Deploy the code that has it (an older release must not migrate a newer database), or bring the file back from version control. If it is gone for good and its effects stay: DELETE FROM public.kysely_migration WHERE name = '002_it''s';"
  `)
})

test('a pending migration that sorts before an applied one', () => {
  const [problem, ...others] = checkOrder({ names: ['001', '002', '003'], recorded: ['003', '001'], table })
  expect(others).toEqual([])
  expect(`${problem?.code}: ${problem?.message}\n${problem?.hint}`).toMatchInlineSnapshot(`
    "MIGRATION_OUT_OF_ORDER: Migration "002" is pending but sorts before "003", which is applied already
    Rename "002" so that it sorts after "003". On a database of your own, going down to before it and up again works too."
  `)
})

test('nothing is wrong with what is pending at the end', () => {
  const input = { names: ['001', '002', '003'], recorded: ['001', '002'], table }
  expect([...checkRecorded(input), ...checkOrder(input)]).toEqual([])
})
