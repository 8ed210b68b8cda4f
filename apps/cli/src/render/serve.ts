import type { ServeReport } from '../commands/serve.ts'

/** Returns what is said when the server is given back. */
export function renderServe({ url, servedMs }: ServeReport): string {
  return `${url}: served for ${Math.round(servedMs / 1000)} s`
}
