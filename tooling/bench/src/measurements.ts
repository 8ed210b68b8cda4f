import { checkManyEnums } from './measure-check-enums.ts'
import { command } from './measure-command.ts'
import { createEnumAbsent } from './measure-create-enum-absent.ts'
import { createEnumExisting } from './measure-create-enum-existing.ts'
import { databaseSize } from './measure-database-size.ts'
import { dependencies } from './measure-dependencies.ts'
import { importTime } from './measure-import.ts'
import { migration004 } from './measure-migration.ts'
import { oneReadPerRun } from './measure-one-read-per-run.ts'
import { optimisations } from './measure-optimisations.ts'
import { size } from './measure-size.ts'
import type { Measurement } from './measurement.ts'

/** All of them, in the order they run in. */
export const measurements: readonly Measurement[] = [
  migration004,
  createEnumExisting,
  createEnumAbsent,
  checkManyEnums,
  dependencies,
  optimisations,
  oneReadPerRun,
  command,
  databaseSize,
  size,
  importTime,
]
