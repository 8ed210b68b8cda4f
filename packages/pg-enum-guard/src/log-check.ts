import type { EnumCheck } from './compare-enum.ts'
import type { Logger } from './logger.ts'
import { qualifiedName } from './sql/quote-identifier.ts'

/** Writes one line for a judgement, and one more where another type shadows the enum. */
export function logCheck(logger: Logger | undefined, check: EnumCheck): void {
  if (logger === undefined) return
  const line = `enum ${typeOf(check)}: ${describe(check)}`
  if (check.status === 'matches' || check.status === 'absent') logger.debug(line)
  else logger.warn(line)
  logShadow(logger, check)
}

/** Writes a line where the unqualified name means another type than the one that was judged. */
export function logShadow(logger: Logger | undefined, check: EnumCheck): void {
  if (check.shadowedBy === null) return
  logger?.warn(`enum ${typeOf(check)}: on this connection the unqualified name means ${check.shadowedBy}`)
}

function typeOf({ schema, name }: EnumCheck): string {
  return schema === null ? name : qualifiedName(schema, name)
}

function describe({ status, missing, extra, orderDiffers, holder, actual }: EnumCheck): string {
  switch (status) {
    case 'matches':
      return `matches (${actual?.length ?? 0} labels)`
    case 'absent':
      return 'absent'
    case 'no-schema':
      return 'its schema does not exist'
    case 'name-taken':
      return `the name is taken by ${holder?.kind} ${holder?.identity}`
    case 'differs':
      return `differs (${missing.length} missing, ${extra.length} extra${orderDiffers ? ', other order' : ''})`
  }
}
