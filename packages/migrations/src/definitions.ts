import type { EnumDefinition } from '@omni/pg-enum-guard'
import { nodeType } from './enums/node-type.ts'

/** Every enum that applications import; pass them to `createMigrator` so that `check` holds them against the migrations. */
export const definitions: readonly EnumDefinition[] = [nodeType]
