import { doStatement } from './do-statement.ts'
import { EQ } from './operators.ts'
import { qualifiedName } from './quote-identifier.ts'
import { quoteLiteral } from './quote-literal.ts'

/**
 * SQLSTATEs of a creation that met another session: 42710 after the winner's commit, 23505 while the winner was at it,
 * XX000 (`tuple concurrently updated`) where both completed a shell type, 3F000 where the schema went away.
 */
export const LOST_RACE: ReadonlySet<string | null> = new Set(['42710', '23505', 'XX000', '3F000'])

/**
 * Returns one statement that creates the enum. Outside a transaction a lost race is the server's own error, which
 * harms nothing. Inside one (see `omni.in_transaction`) it is caught, for an error would abort the caller's work, and
 * the winner's labels are noted by way of `enum_range`, which sees them even where the snapshot is older.
 */
export function createEnumStatement(
  ref: { schema: string; name: string },
  labels: readonly string[],
): string {
  const type = qualifiedName(ref.schema, ref.name)
  const body = /* SQL */ `
    declare
      inside pg_catalog.bool := coalesce(pg_catalog.current_setting('omni.in_transaction', true) ${EQ} 'on', false);
      labels pg_catalog.text;
    begin
      begin
        create type ${type} as enum (${labels.map(quoteLiteral).join(', ')});
        if inside then
          perform pg_catalog.set_config(
            'omni.created_enums',
            pg_catalog.concat_ws(
              ' ',
              pg_catalog.current_setting('omni.created_enums', true),
              pg_catalog.to_regtype(${quoteLiteral(type)})::pg_catalog.oid
            ),
            true
          );
        end if;
      exception when duplicate_object or unique_violation or internal_error
        or invalid_schema_name or undefined_object   -- the schema was replaced by another of its name
      then
        if not inside then
          raise;
        end if;
        begin
          execute ${quoteLiteral(`select pg_catalog.array_to_json(pg_catalog.enum_range(null::${type})::pg_catalog.text[])`)}
            into labels;
        exception when others then
          labels := null;                            -- gone again, going, or not an enum: the next look tells
        end;
        perform pg_catalog.set_config('omni.found_labels', coalesce(labels, ''), true);
      end;
    end
  `
  return doStatement(body)
}
