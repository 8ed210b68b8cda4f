import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../migration.ts'

/** A Kysely instance of whatever tables. */
export type AnyKysely = Kysely<AnyDatabase>
