import type { Binaries } from './find-binaries.ts'

export type Settings = Readonly<Record<string, string>>

/** Returns the command that runs a server on one port of 127.0.0.1; unix sockets are off, their paths may be too long. */
export function serverCommand(
  binaries: Binaries,
  dataDir: string,
  port: number,
  settings: Settings,
): string[] {
  const all = { ...settings, listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) }
  return [
    binaries.postgres,
    '-D',
    dataDir,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/** Returns the connection string of a server's superuser. */
export function serverUrl(port: number, password: string, database = 'postgres'): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
