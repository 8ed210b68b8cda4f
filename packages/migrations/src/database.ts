import type { ColumnType, Generated, Insertable, Selectable, Updateable } from 'kysely'
import type { NodeType } from './enums/node-type.ts'

/** Anything that JSON can say. */
export type JsonValue = string | number | boolean | null | JsonObject | readonly JsonValue[]

/** An object as JSON has it. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined }

/**
 * A `jsonb` column that has a default. An object goes in as it is; anything else as JSON text, because `pg` sends
 * an array as a PostgreSQL array and a string as it stands.
 */
export type Jsonb = ColumnType<JsonValue, JsonObject | string | undefined, JsonObject | string>

/** A `timestamptz` that has a default. */
export type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>

/** A `timestamptz` that may be null. */
export type NullableTimestamp = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>

/** One row for each node that has announced itself. */
export interface NodeRegistrationsTable {
  id: Generated<string>
  node_id: string
  node_type: NodeType
  capabilities: Jsonb
  endpoints: Jsonb
  metadata: Jsonb
  health_endpoint: string | null
  last_heartbeat: NullableTimestamp
  registered_at: Timestamp
  updated_at: Timestamp
}

/**
 * The tables of OmniNode for Kysely.
 *
 * @example
 * ```ts
 * import type { Database } from '@omni/migrations'
 * import { Kysely, PostgresDialect } from 'kysely'
 * import pg from 'pg'
 *
 * const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: new pg.Pool() }) })
 * ```
 */
export interface Database {
  node_registrations: NodeRegistrationsTable
}

/** A row as it is read. */
export type NodeRegistration = Selectable<NodeRegistrationsTable>

/** A row as it is inserted: what has a default, or may be null, can be left out. */
export type NewNodeRegistration = Insertable<NodeRegistrationsTable>

/** What an update may set. */
export type NodeRegistrationUpdate = Updateable<NodeRegistrationsTable>
