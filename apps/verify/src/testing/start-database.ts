import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Step, StepContext, StepOutcome } from '../step.ts'
import type { Target } from '../target/create-target.ts'
import { createContext, targetOf } from './create-context.ts'

export interface StepBench {
  /** Of the test file; each test puts it right again. */
  database(): TestDatabase
  client(): Client
  /** Returns the URL as another role, whose password is its name. */
  urlOf(role: string): string
  /** Runs a step on the database, or on that of a URL. */
  run(step: Step, overrides?: Partial<StepContext> & { url?: string }): Promise<StepOutcome>
}

/** Gives the tests of a file a database, and closes what they opened. */
export function startDatabase(): StepBench {
  let database: TestDatabase
  let client: Client
  const targets: Target[] = []
  beforeAll(async () => {
    database = await createTestDatabase()
    client = await database.client()
  })
  afterEach(() => Promise.all(targets.splice(0).map((target) => target.close())))
  afterAll(() => database.drop())
  return {
    database: () => database,
    client: () => client,
    urlOf(role) {
      const url = new URL(database.url)
      url.username = role
      url.password = role
      return url.href
    },
    run(step, { url = database.url, ...overrides } = {}) {
      const target = targetOf(url, overrides.signal)
      targets.push(target)
      return step.run(createContext({ target, ...overrides }))
    },
  }
}
