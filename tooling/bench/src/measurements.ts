import { checkManyEnums } from './measure-check-enums.ts'
import { createEnumAbsent } from './measure-create-enum-absent.ts'
import { createEnumExisting } from './measure-create-enum-existing.ts'
import { dependencies } from './measure-dependencies.ts'
import type { Measurement } from './measurement.ts'

/** All of them, in the order they run in. */
export const measurements: readonly Measurement[] = [
  createEnumExisting,
  createEnumAbsent,
  checkManyEnums,
  dependencies,
]
