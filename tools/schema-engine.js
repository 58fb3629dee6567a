#!/usr/bin/env node
// @ts-check
// Prisma's schema engine as its command line expects it (JSON-RPC on stdin and stdout), built on the engine's
// WebAssembly package: nothing has to be downloaded.
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { migrationAdapters } from './schema-engine-adapters.js'

const args = process.argv.slice(2)
const datasource = JSON.parse(valuesOf('--datasource')[0] ?? '{}')
const adapters = migrationAdapters(datasource.url)

if (args.includes('--version') || args.includes('-V')) console.log('schema-engine-cli wasm')
else if (args.includes('cli')) await runOnce()
else serve()

/** The subcommands can-connect-to-database and create-database: succeeding is the whole answer. */
async function runOnce() {
  const engine = await loadEngine()
  try {
    await engine.ensureConnectionValidity({ datasource: { tag: 'ConnectionString', url: datasource.url } })
  } finally {
    await adapters.close()
  }
}

function serve() {
  /** @type {ReturnType<typeof loadEngine> | undefined} */
  let engine
  let work = Promise.resolve()
  const requests = createInterface({ input: process.stdin })
  requests.on('line', (line) => {
    const { id, method, params } = JSON.parse(line)
    if (!method) return // the command line acknowledges what we print
    work = work.then(async () => {
      try {
        engine ??= loadEngine()
        send({ id, result: await call(await engine, method, params) })
      } catch (error) {
        send({ id, error: rpcError(error) })
      }
    })
  })
  let isEnding = false
  const end = () => {
    if (isEnding) return
    isEnding = true
    work.finally(() => adapters.close()).finally(() => process.exit())
  }
  requests.on('close', end)
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

/**
 * @param {any} engine
 * @param {string} method
 * @param {unknown} params
 */
async function call(engine, method, params) {
  if (method === 'createDatabase') return { databaseName: '' }
  const result = (await engine[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? {}
  if (method === 'diff' && result.stdout != null) {
    send({ id: 'print', method: 'print', params: { content: result.stdout } })
  }
  return result
}

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

/** @param {any} error */
function rpcError(error) {
  const message = error?.message ?? String(error)
  return {
    code: 4466,
    message: 'An error happened',
    data: { is_panic: false, message, error_code: error?.code },
  }
}

async function loadEngine() {
  const bindings = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bg = await import(bindings)
  const wasm = await readFile(fileURLToPath(new URL('./schema_engine_bg.wasm', bindings)))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bg })
  bg.__wbg_set_wasm(instance.exports)
  const start = /** @type {() => void} */ (instance.exports.__wbindgen_start)
  start()
  const files = valuesOf('--datamodels')
  const datamodels = await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')]))
  const log = (/** @type {unknown} */ line) => process.stderr.write(`${line}\n`)
  const factory = bindMigrationAwareSqlAdapterFactory(adapters.factory)
  return bg.SchemaEngine.new({ datamodels: datamodels.length > 0 ? datamodels : undefined }, log, factory)
}

/** @param {string} flag */
function valuesOf(flag) {
  return args.flatMap((arg, index) => (arg === flag ? [args[index + 1] ?? ''] : []))
}
