import { InvalidArgumentError } from 'commander'

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000 } as const

/** Returns milliseconds for `500ms`, `30s`, `2m`; a number without a unit is seconds. */
export function parseDuration(text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? []
  if (number === undefined || !isUnit(unit)) {
    throw new InvalidArgumentError('Write 500ms, 30s or 2m; a number without a unit is seconds.')
  }
  return Math.round(Number(number) * MILLISECONDS[unit])
}

function isUnit(unit: string): unit is keyof typeof MILLISECONDS {
  return unit in MILLISECONDS
}
