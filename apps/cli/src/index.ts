export { CliError, type CliErrorCode } from './cli-error.ts'
export { type ConnectionSettings, maskedUrl, type SslMode } from './connection/connection-settings.ts'
export {
  type ConnectionChoice,
  type ConnectionFlags,
  resolveConnection,
} from './connection/resolve-connection.ts'
export { type Connection, type ConnectionOptions, withConnection } from './connection/with-connection.ts'
export { createLogger, type Verbosity } from './create-logger.ts'
export { describeError, type ErrorDescription, stacksOf } from './describe-error.ts'
export { type Environment, isUnattended } from './environment.ts'
export { type ExitCode, exitCodeMeanings, exitCodeOf, exitCodes, type Outcome } from './exit-codes.ts'
export { findDataDirectory } from './find-data-directory.ts'
export { loadEnvironment } from './load-environment.ts'
export { findSecrets, maskPasswords } from './mask-password.ts'
export { parseDuration } from './parse-duration.ts'
export { renderError } from './render/error.ts'
export { renderJson } from './render/json.ts'
export { createStyle, plain, type Style } from './render/style.ts'
export { renderTable } from './render/table.ts'
export { count, duration } from './render/words.ts'
export { type ColorFlags, isInteractive, type Streams, wantsColor } from './streams.ts'
