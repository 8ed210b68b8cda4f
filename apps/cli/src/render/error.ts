import type { ErrorDescription } from '../describe-error.ts'
import type { Style } from './style.ts'

/** Returns an error for people: code, message, hint. */
export function renderError({ code, message, hint }: ErrorDescription, style: Style): string {
  const lines = [`${style.bad('error')} ${style.strong(code)}`, message]
  if (hint !== '' && !message.includes(hint)) lines.push('', hint)
  return lines.join('\n')
}
