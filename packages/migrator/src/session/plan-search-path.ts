import { quoteIdentifier } from '@omni/pg-enum-guard'

/**
 * Returns the `search_path` for a migration: the schema that was asked for first, then the connection's own path,
 * on which existing migrations rely, and `pg_temp` last. Left out, `pg_temp` would be looked in first, and a
 * temporary type would take the place of a real one in a permanent table.
 */
export function planSearchPath(path: string, schema: string | null): string {
  const own = path.match(/"(?:[^"]|"")*"|[^,\s]+/g) ?? []
  const listsTemp = own.some((name) => name === '"pg_temp"' || name.toLowerCase() === 'pg_temp')
  return [
    ...(schema === null ? [] : [quoteIdentifier(schema)]),
    ...own,
    ...(listsTemp ? [] : ['pg_temp']),
  ].join(', ')
}
