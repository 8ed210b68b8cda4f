import { type Connection, type ConnectionChoice, type ConnectionOptions, withConnection } from '@omni/cli'

/** The database that is verified. It is opened when the first step wants it, and closed at the end of the run. */
export interface Target {
  readonly choice: ConnectionChoice
  readonly options: ConnectionOptions
  /** Opens it on the first call; later calls have the same answer. */
  open(): Promise<Connection>
  close(): Promise<void>
}

/** Returns the chosen database, not yet opened. */
export function createTarget(choice: ConnectionChoice, options: ConnectionOptions): Target {
  let opened: Promise<Connection> | undefined
  let closed: Promise<void> = Promise.resolve()
  const { promise: enough, resolve: close } = Promise.withResolvers<void>()
  return {
    choice,
    options,
    open() {
      opened ??= new Promise((resolve, reject) => {
        closed = withConnection(choice, options, (connection) => {
          resolve(connection)
          return enough
        }).catch(reject)
      })
      return opened
    },
    async close() {
      close()
      await closed
    },
  }
}
