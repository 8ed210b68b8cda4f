import { type Contestant, compareTimes } from './compare-times.ts'
import { figuresOf } from './figures.ts'
import type { Bench, Measurement } from './measurement.ts'
import { runNodePgMigrateUp, runOmniUp } from './peers.ts'
import { runNode } from './run-process.ts'

const TARGETS = { atMost: 1, aim: 0.5 }

/** `up` as a whole process, on a fresh database and again, beside node-pg-migrate with the same SQL. */
export const command: Measurement = {
  name: 'command',
  async run(bench) {
    const [peer, own] = await Promise.all([migrated(bench, runNodePgMigrateUp), migrated(bench, runOmniUp)])
    try {
      const fresh = await compareTimes(
        [
          onFreshDatabase(bench, 'node-pg-migrate up', runNodePgMigrateUp),
          onFreshDatabase(bench, 'omni up', runOmniUp),
        ],
        { rounds: 15 },
      )
      const again = await compareTimes(
        [
          { what: 'node-pg-migrate up', run: () => runNodePgMigrateUp(peer.url) },
          { what: 'omni up', run: () => runOmniUp(own.url) },
        ],
        { rounds: 15 },
      )
      const start = await compareTimes(
        [
          { what: 'node that does nothing', run: () => runNode(['--eval', '']) },
          { what: 'omni up, nothing to do', run: () => runOmniUp(own.url) },
        ],
        { rounds: 15 },
      )
      return [
        ...figuresOf('up, fresh database, process', fresh, TARGETS),
        ...figuresOf('up, nothing to do, process', again, TARGETS),
        ...figuresOf('of which starting Node', start),
      ]
    } finally {
      await peer.drop()
      await own.drop()
    }
  },
}

async function migrated({ server }: Bench, up: (url: string) => Promise<string>) {
  const database = await server.createDatabase()
  await up(database.url)
  return database
}

/** Each round has a database of its own, made off the clock. */
function onFreshDatabase({ server }: Bench, what: string, up: (url: string) => Promise<string>): Contestant {
  let url = ''
  let drop = async () => {}
  return {
    what,
    async prepare() {
      await drop()
      const database = await server.createDatabase()
      url = database.url
      drop = () => database.drop()
    },
    run: () => up(url),
  }
}
