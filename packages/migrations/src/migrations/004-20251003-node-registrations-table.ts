import { defineEnum } from '@omni/pg-enum-guard'
import type { AcceptedDefault, ColumnDefinition, TableDefinition } from '../table/table-definition.ts'

/** The labels on the day of migration 004. They stay as they are when the live definition moves on. */
export const nodeType004 = defineEnum({
  name: 'node_type_enum',
  values: ['effect', 'compute', 'reducer', 'orchestrator'],
})

const RANDOM_UUID: readonly AcceptedDefault[] = [
  { expression: 'gen_random_uuid()', uses: null },
  { expression: 'gen_random_uuid()', uses: 'pgcrypto.gen_random_uuid' },
  // what the Alembic migration made
  { expression: 'uuid_generate_v4()', uses: 'uuid-ossp.uuid_generate_v4' },
]

/** The table as migration 004 leaves it, by which an existing one is judged. */
export const nodeRegistrationsTable004: TableDefinition = {
  name: 'node_registrations',
  columns: [
    {
      name: 'id',
      type: { kind: 'server', name: 'uuid' },
      nullable: false,
      default: { sql: 'gen_random_uuid()', accepted: RANDOM_UUID },
    },
    { name: 'node_id', type: { kind: 'varchar', length: 255 }, nullable: false, default: null },
    { name: 'node_type', type: { kind: 'enum', enum: nodeType004 }, nullable: false, default: null },
    jsonb('capabilities'),
    jsonb('endpoints'),
    jsonb('metadata'),
    { name: 'health_endpoint', type: { kind: 'varchar', length: 500 }, nullable: true, default: null },
    { name: 'last_heartbeat', type: { kind: 'server', name: 'timestamptz' }, nullable: true, default: null },
    now('registered_at'),
    now('updated_at'),
  ],
  keys: [
    { name: 'node_registrations_pkey', kind: 'primary key', columns: ['id'] },
    { name: 'node_registrations_node_id_key', kind: 'unique', columns: ['node_id'] },
  ],
  indexes: [
    { name: 'idx_node_registrations_node_id', method: 'btree', column: 'node_id', descending: false },
    { name: 'idx_node_registrations_node_type', method: 'btree', column: 'node_type', descending: false },
    {
      name: 'idx_node_registrations_last_heartbeat',
      method: 'btree',
      column: 'last_heartbeat',
      descending: true,
    },
    { name: 'idx_node_registrations_updated_at', method: 'btree', column: 'updated_at', descending: true },
    {
      name: 'idx_node_registrations_capabilities_gin',
      method: 'gin',
      column: 'capabilities',
      descending: false,
    },
    { name: 'idx_node_registrations_endpoints_gin', method: 'gin', column: 'endpoints', descending: false },
    { name: 'idx_node_registrations_metadata_gin', method: 'gin', column: 'metadata', descending: false },
  ],
}

function jsonb(name: string): ColumnDefinition {
  const accepted = [{ expression: "'{}'::jsonb", uses: null }]
  return {
    name,
    type: { kind: 'server', name: 'jsonb' },
    nullable: false,
    default: { sql: "'{}'::jsonb", accepted },
  }
}

function now(name: string): ColumnDefinition {
  const accepted = [{ expression: 'now()', uses: null }]
  return {
    name,
    type: { kind: 'server', name: 'timestamptz' },
    nullable: false,
    default: { sql: 'now()', accepted },
  }
}
