import { randomBytes } from 'node:crypto'
import { type Connection, withConnection } from '@omni/cli'
import { quoteIdentifier } from '@omni/pg-enum-guard'
import { VerifyError } from '../verify-error.ts'
import type { Target } from './create-target.ts'

/**
 * Creates a database of its own on the target's server, hands a connection to it over and drops it again, also when
 * the work fails or is interrupted. The target itself is not touched.
 *
 * @throws SCRATCH_DATABASE_LEFT: it could not be dropped; the hint says how.
 */
export async function withScratchDatabase<Result>(
  { options }: Pick<Target, 'options'>,
  { pool, settings }: Connection,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const database = `omni_verify_${randomBytes(6).toString('hex')}`
  const drop = `drop database if exists ${quoteIdentifier(database)} with (force)`
  // template0: what somebody left in template1 is no part of this.
  await pool.query(`create database ${quoteIdentifier(database)} template template0`)
  let result: Result
  try {
    const choice = { kind: 'server', source: '--url', settings: { ...settings, database } } as const
    result = await withConnection(choice, options, use)
  } catch (error) {
    await pool.query(drop).catch((cause) => Promise.reject(leftBehind(database, drop, cause, error)))
    throw error
  }
  await pool.query(drop).catch((cause) => Promise.reject(leftBehind(database, drop, cause)))
  return result
}

function leftBehind(database: string, drop: string, cause: unknown, before?: unknown): VerifyError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const earlier = before instanceof Error ? ` Before that: ${before.message}` : ''
  const message = `The scratch database ${database} could not be dropped: ${reason}.${earlier}`
  return new VerifyError('SCRATCH_DATABASE_LEFT', message, `Drop it: ${drop};`, { database }, cause)
}
