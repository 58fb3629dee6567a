import { appendFileSync } from 'node:fs'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

/** With `--import`: writes the address of every module that a process loads into the file LOADED_MODULES. */
if (isMainThread) register(import.meta.url)

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  appendFileSync(process.env.LOADED_MODULES ?? '', `${url}\n`)
  return next(url, context)
}
