import { parseArgs } from 'node:util'
import { startTestServer } from '@omni/test-postgres'
import { describeMachine } from './describe-machine.ts'
import type { Figure } from './measurement.ts'
import { measurements } from './measurements.ts'
import { renderFigures } from './render-figures.ts'
import { isMissed } from './verdict.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
})

const chosen = measurements.filter(({ name }) => values.only === undefined || values.only.includes(name))
const unknown = values.only?.find((name) => !measurements.some((measurement) => measurement.name === name))
if (unknown !== undefined) {
  process.stderr.write(
    `No measurement is called '${unknown}'. There are: ${measurements.map(({ name }) => name).join(', ')}\n`,
  )
  process.exit(2)
}

const server = await startTestServer()
const machine = describeMachine(server.major)
const figures: Figure[] = []
try {
  const progress = (message: string) => process.stderr.write(`${message}\n`)
  for (const measurement of chosen) {
    progress(`${measurement.name} …`)
    figures.push(...(await measurement.run({ server, progress })))
  }
} finally {
  await server.stop()
}

process.stdout.write(
  values.json
    ? `${JSON.stringify({ machine, figures }, null, 2)}\n`
    : `${machine}\n\n${renderFigures(figures)}\n`,
)
if (figures.some(isMissed)) process.exitCode = 1
