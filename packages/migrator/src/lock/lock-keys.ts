/**
 * The lock of a whole run: the key of Kysely's own Migrator, so that ours and Kysely's never run at once on a
 * database whose services switch one after the other. Advisory locks are per database.
 */
export const RUN_LOCK_KEY = 3_853_314_791_062_309_107n

/**
 * The lock of one migration, taken in its own transaction ('omnistep' as bytes): where the connection with the
 * lock of the run is lost, another run still cannot execute a migration at the same time.
 */
export const STEP_LOCK_KEY = 0x6f6d6e69_73746570n
