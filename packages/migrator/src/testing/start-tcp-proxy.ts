import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What happens to the next COMMIT that a client sends. */
export type Cut = 'before commit' | 'after commit'

export interface TcpProxy {
  /** The same database, through the proxy. */
  readonly url: string
  /** Cuts the connection of the next COMMIT; with `others`, all connections at that moment. */
  cutNext(cut: Cut, options?: { readonly others?: boolean; readonly refuse?: boolean }): void
  stop(): Promise<void>
}

// As pg sends it: type, length, text, end.
const COMMIT = Buffer.from('Q\0\0\0\x0bcommit\0', 'latin1')

/** Stands between a client and a server, and cuts the connection around a COMMIT when asked to. */
export async function startTcpProxy(serverUrl: string): Promise<TcpProxy> {
  const target = new URL(serverUrl)
  const pairs = new Set<readonly [Socket, Socket]>()
  let armed: { cut: Cut; others: boolean; refuse: boolean } | null = null
  let refusing = false

  const server = createServer((client) => {
    if (refusing) {
      client.destroy()
      return
    }
    const upstream = connect(Number(target.port || 5432), target.hostname)
    const pair = [client, upstream] as const
    pairs.add(pair)
    for (const socket of pair) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        pairs.delete(pair)
        for (const other of pair) other.destroy()
      })
    }
    upstream.pipe(client)
    client.on('data', (chunk: Buffer) => {
      if (armed === null || !chunk.includes(COMMIT)) {
        upstream.write(chunk)
        return
      }
      const { cut, others, refuse } = armed
      armed = null
      refusing = refuse
      const cutClients = () => {
        for (const [socket] of others ? [...pairs] : [pair]) socket.destroy()
      }
      if (cut === 'before commit') {
        cutClients()
        return
      }
      upstream.unpipe(client)
      upstream.once('data', cutClients)
      upstream.resume()
      upstream.write(chunk)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  const url = new URL(serverUrl)
  url.host = `127.0.0.1:${address.port}`

  return {
    url: url.href,
    cutNext(cut, { others = false, refuse = false } = {}) {
      armed = { cut, others, refuse }
    },
    async stop() {
      server.close()
      for (const [client] of pairs) client.destroy()
    },
  }
}
