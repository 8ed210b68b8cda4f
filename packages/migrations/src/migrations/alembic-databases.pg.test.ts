import { createMigrator } from '@omni/migrator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fetchInventory } from '../../test/fetch-inventory.ts'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { definitions } from '../definitions.ts'
import { migrations } from '../migrations.ts'
import { nodeRegistrations004 } from './004-20251003-node-registrations.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
beforeEach(() => open.clear())
afterAll(() => open.close())

/** What the original migration ran, with SQLAlchemy's DDL for the table. */
const alembic = (uuid: string) => `
  CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
  INSERT INTO alembic_version (version_num) VALUES ('004');
  CREATE TYPE node_type_enum AS ENUM ('effect', 'compute', 'reducer', 'orchestrator');
  CREATE TABLE node_registrations (
    id UUID DEFAULT ${uuid} NOT NULL,
    node_id VARCHAR(255) NOT NULL,
    node_type node_type_enum NOT NULL,
    capabilities JSONB DEFAULT '{}'::jsonb NOT NULL,
    endpoints JSONB DEFAULT '{}'::jsonb NOT NULL,
    metadata JSONB DEFAULT '{}'::jsonb NOT NULL,
    health_endpoint VARCHAR(500),
    last_heartbeat TIMESTAMP WITH TIME ZONE,
    registered_at TIMESTAMP WITH TIME ZONE DEFAULT NOW() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW() NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (node_id)
  );
  CREATE INDEX IF NOT EXISTS idx_node_registrations_node_id ON node_registrations (node_id);
  CREATE INDEX IF NOT EXISTS idx_node_registrations_node_type ON node_registrations (node_type);
  CREATE INDEX IF NOT EXISTS idx_node_registrations_last_heartbeat ON node_registrations (last_heartbeat DESC);
  CREATE INDEX IF NOT EXISTS idx_node_registrations_updated_at ON node_registrations (updated_at DESC);
  CREATE INDEX IF NOT EXISTS idx_node_registrations_capabilities_gin ON node_registrations USING GIN (capabilities);
  CREATE INDEX IF NOT EXISTS idx_node_registrations_endpoints_gin ON node_registrations USING GIN (endpoints);
  CREATE INDEX IF NOT EXISTS idx_node_registrations_metadata_gin ON node_registrations USING GIN (metadata);
  INSERT INTO node_registrations (node_id, node_type) VALUES ('node-1', 'effect'), ('node-2', 'orchestrator')`

const TABLES = ['node_registrations', 'alembic_version']

test.each([
  ['public', 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"', 'uuid_generate_v4()'],
  [
    'a schema of its own',
    'CREATE SCHEMA extensions; CREATE EXTENSION "uuid-ossp" SCHEMA extensions',
    'extensions.uuid_generate_v4()',
  ],
])(
  'a database of the original migration, uuid-ossp in %s, is accepted without a byte changed',
  async (_, extension, uuid) => {
    await open.sql('drop extension if exists "uuid-ossp"')
    await open.sql(extension)
    await open.sql(alembic(uuid))
    const before = await fetchInventory(open.pool, TABLES)

    await nodeRegistrations004.up(open.db, open.context())
    expect(await nodeRegistrations004.check?.(open.db, open.context())).toEqual([])
    expect(await fetchInventory(open.pool, TABLES)).toEqual(before)

    const migrator = createMigrator({ db: open.db, migrations, definitions })
    const { applied } = await migrator.up()
    expect(applied.map(({ name }) => name)).toEqual(['004_20251003_node_registrations'])
    expect(await migrator.check()).toMatchObject({ ok: true })

    // the history of Kysely is new, everything that Alembic made is as it was
    const after = new Set(await fetchInventory(open.pool, TABLES))
    expect(before.filter((line) => !after.has(line))).toEqual([])
    await open.sql('drop schema if exists extensions cascade')
  },
)

test('a database of the original migration can be rolled back, and leaves its extension and version table alone', async () => {
  await open.sql('CREATE EXTENSION IF NOT EXISTS "uuid-ossp"')
  await open.sql(alembic('uuid_generate_v4()'))
  await nodeRegistrations004.down?.(open.db, open.context({ allowDestructive: true }))
  expect(await open.sql('select version_num from alembic_version')).toEqual([{ version_num: '004' }])
  expect(await open.sql("select extname from pg_extension where extname = 'uuid-ossp'")).toHaveLength(1)
})
