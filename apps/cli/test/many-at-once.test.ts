import { createTestDatabase } from '@omni/test-postgres'
import { onTestFinished, test } from 'vitest'
import { upTwentyTimesAtOnce } from './up-twenty-times-at-once.ts'

test('twenty processes run up at once on an empty database: all exit 0, applied once, no lock left', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  await upTwentyTimesAtOnce(database.url, database)
}, 180_000)
