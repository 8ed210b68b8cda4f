import { expect, test } from 'vitest'
import { readTestServerSettings } from './read-test-server-settings.ts'

test('without any setting tests run on an embedded server of the newest major', () => {
  expect(readTestServerSettings({})).toEqual({ url: null, kind: 'embedded', major: 18, image: null })
})

test('a setting that is empty is none', () => {
  const env = { TEST_DATABASE_URL: '', OMNI_TEST_POSTGRES: '', OMNI_TEST_POSTGRES_MAJOR: '' }
  expect(readTestServerSettings(env)).toEqual(readTestServerSettings({}))
})

test('every setting is read', () => {
  expect(
    readTestServerSettings({
      TEST_DATABASE_URL: 'postgres://there',
      OMNI_TEST_POSTGRES: 'container',
      OMNI_TEST_POSTGRES_MAJOR: '15',
      OMNI_TEST_POSTGRES_IMAGE: 'postgres:15-local',
    }),
  ).toEqual({ url: 'postgres://there', kind: 'container', major: 15, image: 'postgres:15-local' })
})

test('a setting that means nothing is refused', () => {
  expect(() => readTestServerSettings({ OMNI_TEST_POSTGRES_MAJOR: '13' })).toThrowErrorMatchingInlineSnapshot(
    `[Error: OMNI_TEST_POSTGRES_MAJOR must be one of 14, 15, 16, 17, 18, not '13']`,
  )
  expect(() => readTestServerSettings({ OMNI_TEST_POSTGRES: 'docker' })).toThrowErrorMatchingInlineSnapshot(
    `[Error: OMNI_TEST_POSTGRES must be 'embedded' or 'container', not 'docker']`,
  )
})
