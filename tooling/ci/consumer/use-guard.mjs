import assert from 'node:assert/strict'
import { defineEnum, isOmniError, quoteIdentifier } from '@omni/pg-enum-guard'

const mood = defineEnum({ name: 'mood', values: ['sad', 'ok'] })
assert.deepEqual(mood.values, ['sad', 'ok'])
assert.equal(quoteIdentifier('a"b'), '"a""b"')
assert.throws(
  () => defineEnum({ name: 'mood', values: [] }),
  (error) => isOmniError(error) && error.code === 'ENUM_DEFINITION_INVALID',
)
process.stdout.write(`the guard works on Node ${process.versions.node}\n`)
