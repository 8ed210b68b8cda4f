import { writeFileSync } from 'node:fs'
import { startServer } from '@omni/local-server'

const s = await startServer({ dataDir: '/tmp/omni-dev/pg' })
writeFileSync('/tmp/omni-dev/url', s.url)
process.on('SIGTERM', async () => {
  await s.stop()
  process.exit(0)
})
setInterval(() => {}, 1e6)
