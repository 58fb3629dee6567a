// A witness as a process of its own, of the log whose vkey it is given: says how an operator names it, and answers until it is killed.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const { module } = await runnerImport(fileURLToPath(new URL('witness.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '~': fileURLToPath(new URL('../../app', import.meta.url)) } },
})
const { named } = await module.serveWitnessOf(process.argv[2])
process.stdout.write(`${named}\n`)
