import type { EnumCheck } from '@omni/pg-enum-guard'
import type { Style } from './style.ts'
import { list } from './words.ts'

/** Returns the judgement of one enum in a few words: `matches`, `differs: missing ['a']`. */
export function renderEnumStatus(check: EnumCheck, style: Style): string {
  switch (check.status) {
    case 'matches':
      return style.good('matches')
    case 'absent':
      return style.warn('absent')
    case 'no-schema':
      return style.warn('its schema does not exist')
    case 'name-taken':
      return style.bad(`its name is taken by ${check.holder?.identity ?? 'another object'}`)
    case 'differs':
      return style.bad(`differs: ${differences(check).join(', ')}`)
  }
}

function differences({ missing, extra, orderDiffers }: EnumCheck): string[] {
  return [
    ...(missing.length > 0 ? [`missing ${list(missing)}`] : []),
    ...(extra.length > 0 ? [`extra ${list(extra)}`] : []),
    ...(orderDiffers ? ['other order'] : []),
  ]
}
