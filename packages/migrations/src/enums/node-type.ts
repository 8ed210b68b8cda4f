import { defineEnum, type EnumValue } from '@omni/pg-enum-guard'

/**
 * What a node does. The definition that applications import, and that `check` compares with the newest migration;
 * a migration never imports it, it has the labels of its own day.
 */
export const nodeType = defineEnum({
  name: 'node_type_enum',
  values: ['effect', 'compute', 'reducer', 'orchestrator'],
})

/** `'effect' | 'compute' | 'reducer' | 'orchestrator'` */
export type NodeType = EnumValue<typeof nodeType>
