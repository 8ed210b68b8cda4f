/**
 * `=` of `pg_catalog`, for catalog queries: a bare `=` is looked up along the `search_path`, so a schema that stands
 * before `pg_catalog` there could put an operator of its own in its place (the class of CVE-2018-1058).
 */
export const EQ = 'operator(pg_catalog.=)'

/** `<>` of `pg_catalog`, for the same reason as {@link EQ}. */
export const NE = 'operator(pg_catalog.<>)'

/** `>` of `pg_catalog`, for the same reason as {@link EQ}. */
export const GT = 'operator(pg_catalog.>)'

/** `&` of `pg_catalog`, for the same reason as {@link EQ}. */
export const BIT_AND = 'operator(pg_catalog.&)'
