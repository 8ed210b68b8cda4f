import type { EnumDefinition } from '../define-enum.ts'
import { EnumValuesMismatchError } from '../errors/enum-values-mismatch-error.ts'
import type { CompareOptions } from '../guard-options.ts'
import type { Queryable } from '../queryable.ts'
import { validateEnumValues } from '../validate-enum-values.ts'
import { changesBetween, fetchInventory } from './fetch-inventory.ts'
import { fillBlanks, type PrintedStatements, readPrintedStatements } from './read-printed-statements.ts'

export interface FollowOptions extends CompareOptions {
  /** Which remedy to follow; step 1 without the rename by default. */
  readonly remedy?: keyof PrintedStatements
  /** What goes into each blank, as SQL. */
  readonly choose?: string
}

export interface Followed {
  readonly message: string
  readonly details: EnumValuesMismatchError['details']
  /** Whether the enum matches afterwards. */
  readonly isRepaired: boolean
  /** What was altered by the statements, see `changesBetween`. */
  readonly changes: readonly string[]
}

/** Does what a reader of the error would: runs the statements that it prints, one by one, as they are. */
export async function followRemedies(
  db: Queryable,
  definition: EnumDefinition,
  { remedy = 'repair', choose = "'a'", ...options }: FollowOptions = {},
): Promise<Followed> {
  const error = await mismatchOf(db, definition, options)
  const printed = readPrintedStatements(error.message)[remedy] ?? []
  const before = await fetchInventory(db)
  for (const statement of typeof printed === 'string' ? [printed] : printed) {
    await db.query(fillBlanks(statement, choose))
  }
  const changes = changesBetween(before, await fetchInventory(db))
  const isRepaired = await validateEnumValues(db, definition, options).then(
    (exists) => exists,
    () => false,
  )
  return { message: error.message, details: error.details, isRepaired, changes }
}

/** Returns the error that the enum's labels raise. */
export async function mismatchOf(
  db: Queryable,
  definition: EnumDefinition,
  options: CompareOptions = {},
): Promise<EnumValuesMismatchError> {
  const error = await validateEnumValues(db, definition, options).catch((caught: unknown) => caught)
  if (error instanceof EnumValuesMismatchError) return error
  throw new Error(`expected a mismatch, got ${String(error)}`)
}

/** Returns the message as it is where the tests' user is called postgres. */
export async function asPostgres(db: Queryable, message: string): Promise<string> {
  const { rows } = await db.query("select format('%I', current_user) as name")
  const [user] = rows as { name: string }[]
  return message.replaceAll(`OWNER TO ${user?.name};`, 'OWNER TO postgres;')
}

/** Returns what stands between "To fix this issue:" and step 2, without statements. */
export function sentencesOf(message: string): string[] {
  const lines = message.split('\n')
  const start = lines.findIndex((line) => line.startsWith('  1. '))
  const end = lines.findIndex((line) => line.startsWith('  2. '))
  return lines
    .slice(start + 1, end)
    .filter((line) => !/^ {7}/.test(line))
    .map((line) => line.trim())
}
