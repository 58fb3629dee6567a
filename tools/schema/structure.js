// @ts-check

/**
 * @typedef {(sql: string) => Promise<Record<string, any>[]>} Ask
 * @typedef {{ kind: string, name: string, sql: string }} Part one object of a schema, as PostgreSQL itself writes it down
 */

const HERE = "n.nspname = 'public'"

/** The catalogue's own words, which are the same on every server from 15 on; triggers' names are unique in their table only. */
const QUERIES = [
  `SELECT 'enum' AS kind, t.typname AS name, format(E'CREATE TYPE %I AS ENUM (\\n  %s\\n)', t.typname,
      string_agg(quote_literal(e.enumlabel), E',\\n  ' ORDER BY e.enumsortorder)) AS sql
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE ${HERE} GROUP BY t.typname`,
  `SELECT 'type' AS kind, c.relname AS name, format(E'CREATE TYPE %I AS (\\n  %s\\n)', c.relname,
      string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), E',\\n  ' ORDER BY a.attnum)) AS sql
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE ${HERE} AND c.relkind = 'c' GROUP BY c.relname`,
  `SELECT 'function' AS kind, p.proname AS name, rtrim(pg_get_functiondef(p.oid), E'\\n') AS sql
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${HERE}`,
  `SELECT 'table' AS kind, c.relname AS name, format(E'CREATE %sTABLE %I (\\n  %s\\n)',
      CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, c.relname,
      string_agg(format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attnotnull THEN ' NOT NULL' END, ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)),
        E',\\n  ' ORDER BY a.attname)) AS sql
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE ${HERE} AND c.relkind = 'r' AND c.relname <> '_prisma_migrations' GROUP BY c.relname, c.relpersistence`,
  `SELECT 'constraint' AS kind, t.relname::text || '.' || c.conname AS name,
      format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid)) AS sql
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE ${HERE} AND c.contype NOT IN ('n', 't') AND t.relname <> '_prisma_migrations'`,
  `SELECT 'index' AS kind, c.relname AS name, pg_get_indexdef(c.oid) AS sql
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${HERE} AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u'))`,
  `SELECT 'view' AS kind, c.relname AS name, format(E'CREATE VIEW %I AS\\n%s', c.relname, rtrim(pg_get_viewdef(c.oid), ';')) AS sql
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${HERE} AND c.relkind = 'v'`,
  `SELECT 'trigger' AS kind, c.relname::text || '.' || t.tgname AS name,
      pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' -- ' || t.tgenabled::text END AS sql
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${HERE} AND NOT t.tgisinternal`,
]

/** Every object of a database's schema, kind by kind in the order of their names. @param {Ask} ask @returns {Promise<Part[]>} */
export async function readStructure(ask) {
  const parts = []
  for (const query of QUERIES) {
    const found = /** @type {Part[]} */ (await ask(query))
    parts.push(...found.sort((a, b) => (a.name < b.name ? -1 : 1)))
  }
  return parts
}

const HEAD =
  '-- The whole schema as PostgreSQL has it, written by "npm run db:structure": to be read and compared, not run.\n'

/** @param {Part[]} parts */
export function toText(parts) {
  return [HEAD, ...parts.map(({ sql }) => `${sql};\n`)].join('\n')
}

/**
 * The same text for any server: since PostgreSQL 16 a view over one table no longer names it before its columns.
 *
 * @param {string} text
 */
export function comparable(text) {
  return text.replace(/^CREATE VIEW [^;]*;/gm, (view) => view.replace(/\b[a-z_]+\.(?=[a-z_])/g, ''))
}
