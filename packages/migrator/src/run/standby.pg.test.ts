import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '@omni/local-server'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createMigrator } from '../create-migrator.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { enumeration, table } from '../testing/migrations.ts'

test('on a hot standby status and check work, and up refuses before it takes a lock', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'omni-standby-'))
  const migrations = [enumeration('001_a', { name: 'color', values: ['red'] }), table('002_b', 'b')]
  const withPool = async (url: string, use: (pool: pg.Pool) => Promise<void>) => {
    const pool = new pg.Pool({ connectionString: url })
    await use(pool).finally(() => pool.end())
  }
  try {
    const primary = await startServer({ dataDir })
    await withPool(primary.url, async (pool) => {
      await createMigrator({ db: pool, migrations }).up('1')
    })
    await primary.stop()
    // A server that waits for a primary which is gone: read-only, in recovery, for good.
    await writeFile(join(dataDir, 'standby.signal'), '')
    const standby = await startServer({ dataDir })
    await withPool(standby.url, async (pool) => {
      const migrator = createMigrator({ db: pool, migrations })
      expect(await migrator.status()).toMatchObject({
        server: { readOnly: true },
        pending: ['002_b'],
        enums: [{ status: 'matches' }],
      })
      expect(await migrator.check()).toEqual({ ok: false, pending: ['002_b'], problems: [] })
      expect(render(await errorOf(migrator.up()))).toMatchInlineSnapshot(`
        "READ_ONLY: The server is a hot standby: it can only be read
        → Connect to the primary server (in the URL of libpq-like clients: target_session_attrs=read-write)."
      `)
      const { rows } = await pool.query(`select from pg_locks where locktype = 'advisory'`)
      expect(rows).toEqual([])
    })
    await standby.stop()
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})
