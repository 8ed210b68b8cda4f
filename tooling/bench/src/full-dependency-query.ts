/** The whole dependency query of the facts (postgres-enums.md, section 1.1): every object, with every property of it. */
export const FULL_DEPENDENCY_QUERY = /* SQL */ `
WITH RECURSIVE
root AS (
  SELECT t.oid, t.typarray
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname = $1 AND t.typname = $2 AND t.typtype = 'e'
),
walk(classid, objid, objsubid, in_cascade) AS (
  SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::oid, oid, 0, true FROM root
  UNION
  SELECT e.classid, e.objid, e.objsubid, e.in_cascade
  FROM walk w
  CROSS JOIN LATERAL (
    -- (1) down: whatever depends on this object (or on this column of it)
    SELECT d.classid, d.objid, d.objsubid, w.in_cascade
    FROM pg_catalog.pg_depend d
    WHERE d.refclassid = w.classid AND d.refobjid = w.objid
      AND (w.objsubid = 0 OR d.refobjsubid = w.objsubid)
      AND d.deptype <> 'p'
    UNION ALL
    -- (2) up: an internal part (rule of a view, index of a constraint, partition-key column,
    --     generated-column expression, index partition, extension member) takes its owner with it
    SELECT d.refclassid, d.refobjid, d.refobjsubid, w.in_cascade
    FROM pg_catalog.pg_depend d
    WHERE d.classid = w.classid AND d.objid = w.objid
      AND (w.objsubid = 0 OR d.objsubid = w.objsubid)
      AND d.deptype IN ('i', 'P', 'e')
      AND NOT EXISTS (SELECT 1 FROM root r WHERE w.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND w.objid IN (r.oid, r.typarray))
      AND NOT (NOT w.in_cascade AND d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
    UNION ALL
    -- (3) sideways (blocks ALTER COLUMN TYPE / ALTER ATTRIBUTE, is not dropped by CASCADE):
    --     a column's relation has a row type that other objects may use
    SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::oid, c.reltype, 0, false
    FROM pg_catalog.pg_class c
    WHERE w.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = w.objid
      AND w.objsubid <> 0 AND c.reltype <> 0
  ) e
),
obj AS (
  SELECT classid, objid, objsubid, bool_or(in_cascade) AS in_cascade
  FROM walk GROUP BY 1, 2, 3
)
SELECT i.type AS kind, i.schema, i.name, i.identity,
       pg_catalog.pg_describe_object(o.classid, o.objid, o.objsubid) AS description,
       o.in_cascade,
       EXISTS (SELECT 1 FROM pg_catalog.pg_depend d, root r
               WHERE d.classid = o.classid AND d.objid = o.objid AND d.objsubid = o.objsubid
                 AND d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
                 AND d.refobjid IN (r.oid, r.typarray)) AS direct,
       EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
               WHERE d.classid = o.classid AND d.objid = o.objid AND d.objsubid = o.objsubid AND d.deptype = 'i') AS internal,
       o.classid::pg_catalog.regclass AS catalog, o.objid, o.objsubid
FROM obj o
CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.classid, o.objid, o.objsubid) i
WHERE NOT EXISTS (SELECT 1 FROM root r WHERE o.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND o.objid IN (r.oid, r.typarray))
ORDER BY o.in_cascade DESC, direct DESC, i.type COLLATE "C", i.identity COLLATE "C";
`
