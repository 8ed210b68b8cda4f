/** Orders names by code unit, like Kysely's engine: `localeCompare` would depend on the machine. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
