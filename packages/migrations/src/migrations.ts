import type { Migration } from '@omni/migrator'
import { nodeRegistrations004 } from './migrations/004-20251003-node-registrations.ts'

/** Every migration of OmniNode, in order. */
export const migrations: readonly Migration[] = [nodeRegistrations004]
