import type { EnumCheck, Queryable } from '@omni/pg-enum-guard'

/** One enum of the code or of the schema. */
export interface EnumEntry {
  readonly schema: string | null
  readonly name: string
  /** In sort order; null where the database has no such enum. */
  readonly labels: readonly string[] | null
  /** What the code makes of it; null where the code does not declare it. */
  readonly check: EnumCheck | null
}

/** Returns the enums that the code declares, then those that the schema holds besides. Reads only. */
export async function readEnums(db: Queryable, schema: string | undefined): Promise<EnumEntry[]> {
  const [{ checkEnums, listEnums }, { definitions }] = await Promise.all([
    import('@omni/pg-enum-guard'),
    import('@omni/migrations'),
  ])
  const inSchema = definitions.map((definition) =>
    schema === undefined ? definition : { ...definition, schema },
  )
  const checks = await checkEnums(db, inSchema)
  const held = await listEnums(db, schema === undefined ? {} : { schema })
  const isDeclared = (entry: { schema: string; name: string }) =>
    checks.some((check) => check.schema === entry.schema && check.name === entry.name)
  return [
    ...checks.map((check) => ({ schema: check.schema, name: check.name, labels: check.actual, check })),
    ...held.filter((entry) => !isDeclared(entry)).map((entry) => ({ ...entry, check: null })),
  ]
}
