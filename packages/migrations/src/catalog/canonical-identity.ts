import { quoteIdentifier } from '@omni/pg-enum-guard'

/**
 * Returns an identity that the server rendered with only those quotes that it needs: under
 * `quote_all_identifiers = on` the server quotes every name in it.
 */
export function canonicalIdentity(identity: string): string {
  return identity.replaceAll(/"((?:[^"]|"")*)"/g, (_, name: string) =>
    quoteIdentifier(name.replaceAll('""', '"')),
  )
}
