import type { Client } from 'pg'
import { fetchDependencyEdges } from '../catalog/fetch-dependency-edges.ts'
import { qualifiedName } from '../sql/quote-identifier.ts'

/** Makes the database note what each drop drops, down to implementation parts. */
export async function createDropRecorder(client: Client): Promise<void> {
  await client.query(`
    create schema recorder;
    create table recorder.dropped (key text, identity text);
    create function recorder.note() returns event_trigger language plpgsql as $$
      begin
        insert into recorder.dropped
        select concat_ws(':', classid, objid, objsubid), object_type || ' ' || object_identity
        from pg_event_trigger_dropped_objects();
      end
    $$;
    create event trigger recorder on sql_drop execute function recorder.note();
  `)
}

/** Reads the dependents of an enum, drops it with all of them, and returns where the two differ. */
export async function compareWithDrop(
  client: Client,
  ref: { schema: string; name: string },
): Promise<{ missed: string[]; extra: string[]; dropped: number }> {
  const edges = await fetchDependencyEdges(client, ref)
  await client.query('truncate recorder.dropped')
  await client.query(`drop type ${qualifiedName(ref.schema, ref.name)} cascade`)
  const { rows } = await client.query<{ key: string; identity: string }>(
    'select key, identity from recorder.dropped',
  )
  const dropped = new Map(rows.map(({ key, identity }) => [key, identity]))
  const said = new Set(edges.map(({ key }) => key))
  // Of a relation that is dropped as a whole the trigger names the relation only.
  const isPart = (key: string) => !key.endsWith(':0') && dropped.has(key.replace(/:\d+$/, ':0'))
  return {
    missed: [...dropped].filter(([key]) => !said.has(key)).map(([key, identity]) => `${key} ${identity}`),
    extra: edges
      .filter(({ key }) => !dropped.has(key) && !isPart(key))
      .map(({ key, kind, identity, relation, column }) => `${key} ${kind} ${identity} ${relation}.${column}`),
    dropped: dropped.size,
  }
}
