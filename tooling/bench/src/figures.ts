import type { Timing } from './compare-times.ts'
import type { Figure } from './measurement.ts'

/** Returns a figure for each timing after the first, which is their floor. */
export function figuresOf(
  name: string,
  [floor, ...subjects]: readonly Timing[],
  targets: Pick<Figure, 'atMost' | 'aim'> = { atMost: null },
): Figure[] {
  if (floor === undefined) return []
  return subjects.map((subject) => ({
    name,
    unit: 'ms',
    floor,
    subject,
    ratio: subject.ratio,
    ...targets,
  }))
}

/** Returns a figure that holds a reading against a number which was agreed on. */
export function figureOfBudget(
  name: string,
  unit: Figure['unit'],
  budget: number,
  subject: { what: string; value: number },
  targets: Pick<Figure, 'atMost' | 'aim'> = { atMost: 1 },
): Figure {
  return {
    name,
    unit,
    floor: { what: 'budget', value: budget },
    subject,
    ratio: subject.value / budget,
    ...targets,
  }
}
