import { fileURLToPath } from 'node:url'
import { compareTimes } from './compare-times.ts'
import { figureOfBudget, figuresOf } from './figures.ts'
import type { Measurement } from './measurement.ts'
import { runNode } from './run-process.ts'

/** How long a fresh process takes to import the built guard, beside a module that is empty. */
export const importTime: Measurement = {
  name: 'import',
  async run() {
    const guard = fileURLToPath(import.meta.resolve('../../../packages/pg-enum-guard/dist/index.js'))
    const empty = fileURLToPath(import.meta.resolve('./empty-module.js'))
    const timings = await compareTimes(
      [
        { what: 'import of an empty module', run: () => timeOfImport(empty) },
        { what: 'import of the guard', run: () => timeOfImport(guard) },
      ],
      { rounds: 25 },
    )
    const [, own] = timings
    if (own === undefined) return []
    return [...figuresOf('import', timings), figureOfBudget('import', 'ms', 10, own)]
  },
}

async function timeOfImport(file: string): Promise<number> {
  const program = `const start = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - start)`
  return Number(await runNode(['--input-type=module', '--eval', program]))
}
