import type { Pool, PoolClient } from 'pg'
import { CliError } from '../cli-error.ts'

/**
 * Takes a connection of the pool.
 *
 * @throws CANNOT_CONNECT
 * @throws the reason of the signal, as soon as it fires
 */
export async function connect(pool: Pool, signal: AbortSignal): Promise<PoolClient> {
  signal.throwIfAborted()
  const connecting = pool.connect()
  try {
    return await Promise.race([connecting, rejectionOn(signal)])
  } catch (error) {
    if (signal.aborted) {
      connecting.then(
        (client) => client.release(true),
        () => {},
      )
      throw signal.reason
    }
    const { CannotConnectError } = await import('@omni/migrator')
    throw new CannotConnectError(error)
  }
}

/**
 * Takes a connection, hands it over and gives it back.
 *
 * @throws CANNOT_CONNECT, CONNECTION_LOST
 */
export async function withClient<Result>(
  { pool, signal }: { readonly pool: Pool; readonly signal: AbortSignal },
  use: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await connect(pool, signal)
  let isLost = false
  try {
    return await use(client)
  } catch (error) {
    const { isConnectionLoss } = await import('@omni/migrator')
    isLost = isConnectionLoss(error)
    if (!isLost) throw error
    const reason = error instanceof Error ? error.message : String(error)
    const hint = 'Nothing was changed; run again.'
    throw new CliError('CONNECTION_LOST', `The connection was lost: ${reason}`, hint, {}, error)
  } finally {
    client.release(isLost)
  }
}

function rejectionOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
