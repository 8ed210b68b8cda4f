import type { EnumDefinition, EnumRef } from '@omni/pg-enum-guard'
import type { Migration } from '../migration.ts'

/** An enum as the last migration that says something of it leaves it. */
export interface ExpectedEnum {
  readonly definition: EnumDefinition & { readonly schema: string }
  readonly migration: string
}

/** Returns what a database looks like after these migrations, in order: the last word on each enum. */
export function expectedEnums(migrations: readonly Migration[], schema: string): ExpectedEnum[] {
  const expected = new Map<string, ExpectedEnum>()
  for (const migration of migrations) {
    for (const ref of migration.dropsEnums ?? []) expected.delete(identityOf(ref, schema))
    for (const definition of migration.enums ?? []) {
      const qualified = { ...definition, schema: definition.schema ?? schema }
      expected.set(identityOf(definition, schema), { definition: qualified, migration: migration.name })
    }
  }
  return [...expected.values()]
}

/** Returns a key that is equal for two references to the same enum. */
export function identityOf(ref: EnumRef, schema: string): string {
  return JSON.stringify([ref.schema ?? schema, ref.name])
}
