import { describe, expect, test } from 'vitest'
import { exampleReport } from '../testing/example-report.ts'
import { renderMarkdown } from './markdown.ts'

describe('renderMarkdown', () => {
  test('shows a table, the failures and the next steps', () => {
    expect(renderMarkdown(exampleReport())).toMatchInlineSnapshot(`
      "## Verification: failed

      | step | result | found | time |
      | --- | --- | --- | ---: |
      | \`types\` | ✅ passed | 9 packages checked | 12 ms |
      | \`lint\` | ❌ failed | biome check found &lt;something\\> \\| "else" | 1.5 s |
      | \`state\` | ⏭️ skipped | connect failed |  |
      | \`summary\` | ✅ passed | 1 failed, 1 passed, 1 skipped | 0 ms |

      ### \`lint\`: every file passes biome check

      **\`COMMAND_FAILED\`**

      \`\`\`
      biome check: the command ended with exit code 1.

      Run it alone: npx biome check .
      \`\`\`

      <details><summary>Output</summary>

      \`\`\`\`
      $ npx biome check .
      a < b && c > d
      \`\`\`
      fence
      \`\`\`
      \`\`\`\`

      </details>

      ### Next steps

      \`\`\`sh
      # verify again what failed
      pnpm verify --only lint
      \`\`\`

      Target: \`postgres://app:***@db:5432/omni\`. Started 2026-11-22T10:00:00.000Z, took 4.3 s.
      "
    `)
  })

  test('names the embedded server, and the schema where one was given', () => {
    const target = { kind: 'embedded', source: 'default', url: null, schema: 'app' } as const
    expect(renderMarkdown(exampleReport({ steps: [], target }))).toMatchInlineSnapshot(`
      "## Verification: nothing failed

      | step | result | found | time |
      | --- | --- | --- | ---: |

      Target: the embedded server, schema \`app\`. Started 2026-11-22T10:00:00.000Z, took 4.3 s.
      "
    `)
  })
})
