import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { resultOf } from '../testing/create-context.ts'
import { exampleReport } from '../testing/example-report.ts'
import { renderJunit } from './junit.ts'

describe('renderJunit', () => {
  test('makes a test case of each step', () => {
    expect(renderJunit(exampleReport())).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="omni verify" tests="4" failures="1" errors="0" skipped="1" time="4.321">
        <testsuite name="omni verify" tests="4" failures="1" errors="0" skipped="1" time="4.321" timestamp="2026-11-22T10:00:00.000Z">
          <testcase classname="omni.verify" name="types" time="0.012">
            <system-out>9 packages checked</system-out>
          </testcase>
          <testcase classname="omni.verify" name="lint" time="1.500">
            <failure message="biome check found &lt;something&gt; | &quot;else&quot;" type="COMMAND_FAILED">COMMAND_FAILED
      biome check: the command ended with exit code 1.
      Run it alone: npx biome check .

      $ npx biome check .
      a &lt; b &amp;&amp; c &gt; d
      \`\`\`
      fence
      \`\`\`</failure>
          </testcase>
          <testcase classname="omni.verify" name="state" time="0.000">
            <skipped message="connect failed"/>
          </testcase>
          <testcase classname="omni.verify" name="summary" time="0.000">
            <system-out>1 failed, 1 passed, 1 skipped</system-out>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `)
  })

  test('is well-formed and loses no text, whatever the texts hold', () => {
    const hostile = 'a < b && "c" > \'d\' ]]> <!-- --> \u001b[31m red \u0000 \ud800 é 🐘\nline\r\n\ttwo'
    const problem = { code: 'X<Y', message: hostile, hint: hostile, details: {} }
    const steps = [
      resultOf({ id: 'state', status: 'failed', summary: hostile, problems: [problem], output: hostile }),
      resultOf({ id: 'tests', status: 'skipped', summary: hostile }),
      resultOf({ id: 'graph', status: 'passed', summary: hostile, details: [hostile] }),
    ]
    const { text, attributes } = parse(renderJunit(exampleReport({ steps })))
    const writable = 'a < b && "c" > \'d\' ]]> <!-- --> \ufffd[31m red \ufffd \ufffd é 🐘\nline\r\n\ttwo'
    expect(attributes.filter((value) => value === writable)).toHaveLength(2)
    expect(text.split(writable)).toHaveLength(1 + 3 + 2)
  })

  test('counts as many cases as there are', () => {
    const { attributes, elements } = parse(renderJunit(exampleReport()))
    expect(elements.filter((name) => name === 'testcase')).toHaveLength(4)
    expect(elements.filter((name) => name === 'failure')).toHaveLength(1)
    expect(elements.filter((name) => name === 'skipped')).toHaveLength(1)
    expect(attributes.slice(1, 5)).toEqual(['4', '1', '0', '1'])
  })
})

/** Throws where the text is not well-formed XML. */
function parse(xml: string) {
  const attributes: string[] = []
  const elements: string[] = []
  let text = ''
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes: values }) => {
    elements.push(name)
    attributes.push(...Object.values(values))
  })
  parser.on('text', (part) => {
    text += part
  })
  parser.write(xml).close()
  return { attributes, elements, text }
}
