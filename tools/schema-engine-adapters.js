// @ts-check
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { openEmbedded } from '../app/db/embedded/open.js'

/** PostgreSQL's internal one-byte type, which its catalogue uses and Prisma's adapter does not know. */
const CHAR_OID = 18

/**
 * The connections Prisma's engine asks for: to the database itself, and to an empty one it may play migrations on.
 *
 * @param {string | undefined} url
 */
export function migrationAdapters(url) {
  /** @type {Array<() => Promise<void>>} */
  const closers = []

  /** @param {string} dataDir */
  const openFolder = async (dataDir) => {
    const { connection, close } = await openEmbedded(dataDir)
    closers.unshift(close)
    return connect({ ...connection, options: '-c timezone=UTC' })
  }
  /** @param {pg.PoolConfig} config */
  const connect = async (config) => {
    const pool = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0 })
    closers.unshift(() => pool.end())
    return repaired(await new PrismaPg(pool).connect(), pool)
  }
  const close = async () => {
    for (const closeOne of closers.splice(0)) await closeOne()
  }

  /** @type {import('@prisma/driver-adapter-utils').SqlMigrationAwareDriverAdapterFactory} */
  const factory = {
    provider: 'postgres',
    adapterName: 'melt',
    connect: () => {
      const embedded = !url || new URL(url).hostname === 'embedded'
      if (embedded) return openFolder(process.env.MELT_DATA_DIR || '.melt')
      return connect({ connectionString: url, options: '-c timezone=UTC' })
    },
    // A throw-away embedded database, so that the real server needs no right to create databases.
    connectToShadowDb: async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'melt-shadow-'))
      closers.unshift(async () => rmSync(folder, { recursive: true }))
      return openFolder(folder)
    },
  }
  return { factory, close }
}

/**
 * Two things the adapter does not do for migrations: it splits scripts at every ";", which breaks function bodies,
 * and it cannot read columns of type "char".
 *
 * @param {any} adapter
 * @param {pg.Pool} pool
 */
function repaired(adapter, pool) {
  const { performIO, queryRaw } = adapter
  /** @type {WeakMap<object, number[]>} */
  const charColumns = new WeakMap()

  adapter.performIO = async (/** @type {object} */ query) => {
    const result = await performIO.call(adapter, query)
    const found = result.fields.flatMap((/** @type {pg.FieldDef} */ field, /** @type {number} */ index) =>
      field.dataTypeID === CHAR_OID ? [index] : [],
    )
    for (const index of found) result.fields[index].dataTypeID = pg.types.builtins.TEXT
    charColumns.set(query, found)
    return result
  }
  adapter.queryRaw = async (/** @type {object} */ query) => {
    const result = await queryRaw.call(adapter, query)
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  adapter.executeScript = async (/** @type {string} */ script) => {
    try {
      await pool.query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  return adapter
}
