import { EQ } from './operators.ts'

/**
 * Leaves a sign that is local to the transaction: where the caller has one open, the next statement still sees it;
 * where each statement is a transaction of its own, or a pooler hands out another connection, it does not.
 */
export const MARK_TRANSACTION = `pg_catalog.set_config('omni.in_transaction', 'on', true)`

/** Whether an earlier statement of the guard ran in the same transaction. */
export const IN_TRANSACTION = `coalesce(pg_catalog.current_setting('omni.in_transaction', true) ${EQ} 'on', false)`
