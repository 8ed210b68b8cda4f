import type { EnumValue } from '@omni/pg-enum-guard'
import type { Kysely } from 'kysely'
import type { Database, NewNodeRegistration, NodeRegistration, NodeRegistrationUpdate } from './database.ts'
import type { nodeType } from './enums/node-type.ts'

// `tsc` is the test runner of this file: an unused `@ts-expect-error` fails it as an unmarked error does.

declare const db: Kysely<Database>

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const assertType = <_Holds extends true>(): void => undefined

export const examples = [
  db.insertInto('node_registrations').values({ node_id: 'node-1', node_type: 'effect' }),

  // @ts-expect-error a label that the enum does not have
  db.insertInto('node_registrations').values({ node_id: 'node-1', node_type: 'efect' }),

  // @ts-expect-error a column without default is left out
  db.insertInto('node_registrations').values({ node_type: 'effect' }),

  // @ts-expect-error a label that the enum does not have, in a condition
  db.selectFrom('node_registrations').selectAll().where('node_type', '=', 'efect'),

  // @ts-expect-error pg would send an array as an array of PostgreSQL
  db.insertInto('node_registrations').values({ node_id: 'node-1', node_type: 'effect', capabilities: ['a'] }),

  db.updateTable('node_registrations').set({ last_heartbeat: new Date(), metadata: { region: 'eu' } }),

  // @ts-expect-error the column cannot be null
  db.updateTable('node_registrations').set({ registered_at: null }),
]

assertType<Equal<NodeRegistration['node_type'], 'effect' | 'compute' | 'reducer' | 'orchestrator'>>()
assertType<Equal<NodeRegistration['node_type'], EnumValue<typeof nodeType>>>()
assertType<Equal<NodeRegistration['registered_at'], Date>>()
assertType<Equal<NodeRegistration['last_heartbeat'], Date | null>>()
assertType<Equal<NewNodeRegistration['registered_at'], Date | string | undefined>>()
assertType<Equal<NodeRegistrationUpdate['health_endpoint'], string | null | undefined>>()
