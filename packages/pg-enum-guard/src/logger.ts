/** Receives one line for each decision, for the audit trail; `console` fits, and so do pino and winston. */
export interface Logger {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}
