import { escapeUnseen, hexadecimal } from './escape-unseen.ts'

// Every word that is a keyword of any kind but "unreserved" on a server from 14 to 18
// (`select word from pg_get_keywords() where catcode <> 'U'`): too many quotes do no harm, one too few does.
const KEYWORDS = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between bigint binary bit ' +
    'boolean both case cast char character check coalesce collate collation column concurrently ' +
    'constraint create cross current_catalog current_date current_role current_schema current_time ' +
    'current_timestamp current_user dec decimal default deferrable desc distinct do else end except ' +
    'exists extract false fetch float for foreign freeze from full grant greatest group grouping ' +
    'having ilike in initially inner inout int integer intersect interval into is isnull join json ' +
    'json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar ' +
    'json_serialize json_table json_value lateral leading least left like limit localtime ' +
    'localtimestamp merge_action national natural nchar none normalize not notnull null nullif ' +
    'numeric offset on only or order out outer overlaps overlay placing position precision primary ' +
    'real references returning right row select session_user setof similar smallint some substring ' +
    'symmetric system_user table tablesample then time timestamp to trailing treat trim true union ' +
    'unique user using values varchar variadic verbose when where window with xmlattributes ' +
    'xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize ' +
    'xmltable'
  ).split(' '),
)

/**
 * Returns a name as it has to stand in SQL, in double quotes only where it needs them. Characters that could not be
 * seen are escaped, as in `quoteLiteral`.
 *
 * @example
 * ```ts
 * import { quoteIdentifier } from '@omni/pg-enum-guard'
 *
 * quoteIdentifier('node_type') // node_type
 * quoteIdentifier('We"ird') // "We""ird"
 * quoteIdentifier('a\nb') // U&"a\000ab"
 * ```
 */
export function quoteIdentifier(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !KEYWORDS.has(name)) return name
  const body = name.replaceAll('"', '""')
  const escaped = escapeUnseen(body.replaceAll('\\', '\\\\'), (code) =>
    code > 0xffff ? `\\+${hexadecimal(code, 6)}` : `\\${hexadecimal(code, 4)}`,
  )
  // A backslash is special after U& only, whatever the settings: without need it stays as it is.
  const isSeen = escapeUnseen(body, () => '') === body
  return isSeen ? `"${body}"` : `U&"${escaped}"`
}

/** Returns `schema.name`, each part quoted where it needs to be. */
export function qualifiedName(schema: string, name: string): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}
