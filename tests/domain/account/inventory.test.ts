import { describe, expect, test } from 'vitest'
import { TABLES } from '~/copy/ko/account'
import { query } from '~/db/client.server'
import { inventory, type Table } from '~/domain/account/inventory'
import type { TableRule } from '~/domain/account/table-rule'
import { useDatabase } from '../../support/database'

useDatabase()

type Column = { table: string; column: string; type: string; person: boolean }

const COLUMNS = `
  SELECT c.table_name AS "table", c.column_name AS "column", c.data_type AS type, EXISTS (
    SELECT 1 FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
    WHERE k.contype = 'f' AND k.confrelid = 'users'::regclass AND a.attname = c.column_name
      AND k.conrelid = format('%I', c.table_name)::regclass) AS person
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1, 2`

/** Types that hold whatever somebody wrote, and names of columns that lead to somebody without a foreign key. */
const WORDS = ['text', 'character varying', 'character', 'ARRAY', 'json', 'jsonb', 'bytea', 'inet', 'xml']
const LIKE_A_PERSON =
  /user|person|actor|author|viewer|creator|admin|donor|owner|reporter|target|_by$|email|phone/

const people = ({ person = [], others = [] }: TableRule) => [...person, ...others]
const named = (rule: TableRule) => [...people(rule), ...(rule.pii ?? []), ...(rule.channel ?? [])]
const ruleOf = (table: string): TableRule | undefined => inventory[table as Table]

const howTo = (list: string) =>
  `app/domain/account/inventory.ts: what becomes of it when somebody leaves? Name it in \`${list}\` of its table`

describe('The inventory', () => {
  test('has a line for every table of the database and for nothing else', async () => {
    const tables = new Set((await query<Column>('columns', COLUMNS)).map(({ table }) => table))
    const missing = [...tables].filter((table) => !ruleOf(table))
    expect(
      missing,
      'app/domain/account/inventory.ts needs a line for each of these: whose it is, export, onDelete',
    ).toEqual([])
    expect(Object.keys(inventory).filter((table) => !tables.has(table))).toEqual([])
  })

  test('names every column that leads to a person', async () => {
    const columns = await query<Column>('columns', COLUMNS)
    const unnamed = columns.filter(({ table, column, type, person }) => {
      const rule = ruleOf(table)
      const leads = person || (type === 'uuid' && LIKE_A_PERSON.test(column))
      return rule && leads && !people(rule).includes(column)
    })
    expect(
      unnamed.map(({ table, column }) => `${table}.${column}`),
      howTo('person` or `others'),
    ).toEqual([])
  })

  test('names every column in which somebody could be recognised', async () => {
    const columns = await query<Column>('columns', COLUMNS)
    const unnamed = columns.filter(({ table, column, type }) => {
      const rule = ruleOf(table)
      return rule && WORDS.includes(type) && !named(rule).includes(column)
    })
    expect(
      unnamed.map(({ table, column }) => `${table}.${column}`),
      howTo('pii'),
    ).toEqual([])
  })

  test('names no column that is not there', async () => {
    const columns = await query<Column>('columns', COLUMNS)
    const known = new Set(columns.map(({ table, column }) => `${table}.${column}`))
    const listed = Object.entries(inventory).flatMap(([table, rule]) => {
      const { person = [], others = [], pii = [], channel, onDelete } = rule
      const set = onDelete.does === 'anonymise' ? Object.keys(onDelete.set) : []
      return [...person, ...others, ...pii, ...(channel ? [channel] : []), ...set].map(
        (column) => `${table}.${column}`,
      )
    })
    expect(listed.filter((name) => !known.has(name))).toEqual([])
  })

  test('keeps no words of a person without saying so, and changes no row that is nobody’s', () => {
    for (const [table, rule] of Object.entries(inventory)) {
      const { person, channel, onDelete } = rule
      const copy = TABLES[table as Table]
      expect(`${copy.what} ${copy.onDelete}`, table).toMatch(/^[가-힣‘].*[가-힣]/)
      if (onDelete.does !== 'keep') expect(person ?? channel, table).toBeDefined()
      else expect(person, `${table} has rows of a person's own: erase or anonymise them`).toBeUndefined()
    }
  })

  test('comes to channels before people, in the order in which acts lock them', () => {
    const order = Object.keys(inventory)
    expect(order.indexOf('channels')).toBeLessThan(order.indexOf('users'))
  })
})
