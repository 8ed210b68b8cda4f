import type { EnumCheck } from '@omni/pg-enum-guard'

/** An enum that matches, but for what is given. */
export function enumCheck(changes: Partial<EnumCheck> = {}): EnumCheck {
  return {
    status: 'matches',
    schema: 'public',
    name: 'mood',
    expected: ['sad', 'ok', 'happy'],
    actual: ['sad', 'ok', 'happy'],
    missing: [],
    extra: [],
    orderDiffers: false,
    mode: 'set',
    holder: null,
    extension: null,
    shadowedBy: null,
    ...changes,
  }
}

export const differing = enumCheck({
  status: 'differs',
  actual: ['happy', 'sad', 'angry'],
  missing: ['ok'],
  extra: ['angry'],
  orderDiffers: true,
})
