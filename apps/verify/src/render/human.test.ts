import { plain } from '@omni/cli'
import { describe, expect, test } from 'vitest'
import { resultOf } from '../testing/create-context.ts'
import { exampleReport } from '../testing/example-report.ts'
import { renderHuman } from './human.ts'

describe('renderHuman', () => {
  test('shows the steps, every failure in full, and what to do next', () => {
    expect(renderHuman(exampleReport(), plain)).toMatchInlineSnapshot(`
      "✔ types    9 packages checked 12 ms
      ✖ lint     failed: biome check found <something> | "else" 1.5 s
      - state    skipped: connect failed
      ✔ summary  1 failed, 1 passed, 1 skipped 0 ms

      lint: every file passes biome check

      error COMMAND_FAILED
      biome check: the command ended with exit code 1.

      Run it alone: npx biome check .

      $ npx biome check .
      a < b && c > d
      \`\`\`
      fence
      \`\`\`

      Next steps
        verify again what failed:
          pnpm verify --only lint

      failed: lint in 4.3 s"
    `)
  })

  test('names what did not run where nothing failed', () => {
    const steps = [
      resultOf({ id: 'types', status: 'skipped', summary: 'not in the repository' }),
      resultOf({ id: 'graph', status: 'passed' }),
    ]
    expect(renderHuman(exampleReport({ steps }), plain, { list: false })).toMatchInlineSnapshot(
      `"nothing failed, not run: types in 4.3 s"`,
    )
    const all = [resultOf({ id: 'graph', status: 'passed' })]
    expect(renderHuman(exampleReport({ steps: all }), plain, { list: false })).toMatchInlineSnapshot(
      `"verified in 4.3 s"`,
    )
  })

  test('says that a run was interrupted', () => {
    const steps = [resultOf({ id: 'types', status: 'skipped', summary: 'interrupted before it began' })]
    expect(renderHuman(exampleReport({ steps, interrupted: true }), plain)).toMatchInlineSnapshot(`
      "- types  skipped: interrupted before it began

      interrupted in 4.3 s"
    `)
  })
})
