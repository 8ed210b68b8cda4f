export type {
  Database,
  JsonObject,
  JsonValue,
  NewNodeRegistration,
  NodeRegistration,
  NodeRegistrationsTable,
  NodeRegistrationUpdate,
} from './database.ts'
export { definitions } from './definitions.ts'
export { type NodeType, nodeType } from './enums/node-type.ts'
export {
  DestructiveMigrationBlockedError,
  type DestructiveMigrationDetails,
} from './errors/destructive-migration-blocked-error.ts'
export { type IndexMismatchDetails, IndexMismatchError } from './errors/index-mismatch-error.ts'
export { type TableDependent, type TableInUseDetails, TableInUseError } from './errors/table-in-use-error.ts'
export { type TableMismatchDetails, TableMismatchError } from './errors/table-mismatch-error.ts'
export { nodeRegistrations004 } from './migrations/004-20251003-node-registrations.ts'
export { nodeRegistrationsTable004 } from './migrations/004-20251003-node-registrations-table.ts'
export { migrations } from './migrations.ts'
export type { TableRepair } from './repair/plan-table-repair.ts'
export { assertTable } from './table/assert-table.ts'
export { checkTable, type TableCheck } from './table/check-table.ts'
export { compareIndexes, type IndexCheck, type IndexDifference } from './table/compare-indexes.ts'
export { compareTable, type TableDifference, type TableDifferenceKind } from './table/compare-table.ts'
export { fetchTableState, type TableState } from './table/fetch-table-state.ts'
export type {
  AcceptedDefault,
  ColumnDefinition,
  ColumnTypeDefinition,
  DefaultDefinition,
  IndexDefinition,
  KeyDefinition,
  TableDefinition,
} from './table/table-definition.ts'
export { type TableProblemOptions, tableProblemOf } from './table/table-problem-of.ts'
