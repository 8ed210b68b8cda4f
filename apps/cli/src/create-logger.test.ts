import { expect, test } from 'vitest'
import { createLogger, type Verbosity } from './create-logger.ts'
import { plain } from './render/style.ts'

function linesOf(verbosity: Verbosity, attended: boolean): string[] {
  const lines: string[] = []
  const logger = createLogger(
    (line) => lines.push(line),
    verbosity,
    { style: plain, attended },
    () => new Date(0),
  )
  logger.debug('d')
  logger.info('i')
  logger.warn('w')
  logger.error('e')
  return lines
}

test('a log that is kept has every decision with its time, a terminal only what needs attention', () => {
  expect(linesOf({}, false)).toEqual([
    '1970-01-01T00:00:00.000Z info i',
    '1970-01-01T00:00:00.000Z warn w',
    '1970-01-01T00:00:00.000Z error e',
  ])
  expect(linesOf({}, true)).toEqual(['warn w', 'error e'])
})

test('--verbose shows everything everywhere, --quiet warnings and errors', () => {
  expect(linesOf({ verbose: true }, true)).toEqual(['debug d', 'info i', 'warn w', 'error e'])
  expect(linesOf({ quiet: true }, false)).toHaveLength(2)
})
