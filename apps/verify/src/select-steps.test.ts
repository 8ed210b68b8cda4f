import { describe, expect, test } from 'vitest'
import { parseStepIds, selectSteps } from './select-steps.ts'

const known = ['types', 'lint', 'state', 'summary']
const chosen = (selection: Parameters<typeof selectSteps>[0]) => {
  const reasonAgainst = selectSteps(selection, known, 'summary')
  return known.filter((id) => reasonAgainst(id) === null)
}

describe('parseStepIds', () => {
  test('returns the ids of a list', () => {
    expect(parseStepIds('types, lint', '--only', known)).toEqual(['types', 'lint'])
  })

  test('refuses an unknown step and lists those that exist', () => {
    const error = catching(() => parseStepIds('types,tpyes', '--only', known))
    expect(error).toMatchObject({
      code: 'USAGE',
      message: "--only: there is no step 'tpyes'.",
      hint: 'The steps are: types, lint, state, summary',
    })
  })

  test('refuses an empty list', () => {
    expect(catching(() => parseStepIds('', '--skip', known))).toMatchObject({ code: 'USAGE' })
  })
})

describe('selectSteps', () => {
  test('chooses every step where nothing is said', () => {
    expect(chosen({})).toEqual(known)
  })

  test('--only chooses the named ones, and what sums them up', () => {
    expect(chosen({ only: ['lint'] })).toEqual(['lint', 'summary'])
  })

  test('--skip leaves out, also of what --only named', () => {
    expect(chosen({ skip: ['types'] })).toEqual(['lint', 'state', 'summary'])
    expect(chosen({ only: ['types', 'lint'], skip: ['types', 'summary'] })).toEqual(['lint'])
  })

  test('says why a step was not chosen', () => {
    const reasonAgainst = selectSteps({ only: ['types', 'lint'], skip: ['lint'] }, known, 'summary')
    expect(known.map(reasonAgainst)).toEqual([null, 'left out with --skip', 'not named with --only', null])
  })

  test('refuses a choice that leaves nothing to verify: it would end with 0', () => {
    expect(catching(() => selectSteps({ skip: ['types', 'lint', 'state'] }, known, 'summary'))).toMatchObject(
      {
        code: 'USAGE',
      },
    )
    expect(catching(() => selectSteps({ only: ['lint'], skip: ['lint'] }, known, 'summary'))).toMatchObject({
      code: 'USAGE',
    })
  })
})

function catching(work: () => unknown): unknown {
  try {
    work()
    return null
  } catch (error) {
    return error
  }
}
