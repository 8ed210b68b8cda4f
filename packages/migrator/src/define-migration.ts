import { MigrationNameInvalidError } from './errors/migration-name-invalid-error.ts'
import { OptionsInvalidError } from './errors/options-invalid-error.ts'
import { checkName } from './graph/check-name.ts'
import type { AnyDatabase, Migration } from './migration.ts'

/**
 * Returns the migration as it was given, its shape checked, frozen.
 *
 * @throws MIGRATION_NAME_INVALID, OPTIONS_INVALID
 *
 * @example
 * ```ts
 * import { createEnumSafe, defineEnum, dropEnumSafe } from '@omni/pg-enum-guard'
 * import { defineMigration } from '@omni/migrator'
 *
 * const color = defineEnum({ name: 'color', values: ['red', 'green'] })
 *
 * export const colors001 = defineMigration({
 *   name: '001_colors',
 *   enums: [color],
 *   async up(_db, { queryable, schema }) {
 *     await createEnumSafe(queryable, { ...color, schema })
 *   },
 *   async down(_db, { queryable, schema }) {
 *     await dropEnumSafe(queryable, { ...color, schema })
 *   },
 * })
 * ```
 */
export function defineMigration<DB = AnyDatabase>(migration: Migration<DB>): Migration<DB> {
  const reason = checkName(migration.name)
  if (reason !== null) throw new MigrationNameInvalidError(migration.name, reason)
  for (const key of ['up', 'down', 'check'] as const) {
    const value: unknown = migration[key]
    if (typeof value !== 'function' && (key === 'up' || value !== undefined)) {
      throw new OptionsInvalidError(`migration "${migration.name}"`, `${key} is not a function`)
    }
  }
  return Object.freeze({
    ...migration,
    ...(migration.dependsOn && { dependsOn: Object.freeze([...migration.dependsOn]) }),
    ...(migration.enums && { enums: Object.freeze(migration.enums.map(frozenEnum)) }),
    ...(migration.dropsEnums && { dropsEnums: Object.freeze([...migration.dropsEnums]) }),
  })
}

function frozenEnum<E extends { readonly values: readonly string[] }>(definition: E): E {
  return Object.freeze({ ...definition, values: Object.freeze([...definition.values]) })
}
