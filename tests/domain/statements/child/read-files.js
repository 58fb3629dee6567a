// Reads every file of a folder as a statement, in a heap of the size that its process was given, and prints what became of each and by
// how many megabytes the process grew.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { importApp } from '../../../../bench/import-app.js'

const [folder = ''] = process.argv.slice(2)
const { parseStatementFile } = await importApp('domain/statements/file.ts')
const residentMegabytes = () => process.resourceUsage().maxRSS / 1024
const before = residentMegabytes()
/** @type {Record<string, string | number>} */
const found = {}
for (const name of readdirSync(folder)) {
  const table = await parseStatementFile(readFileSync(path.join(folder, name)))
  found[name] = table.refused ?? table.rows.length
}
process.stdout.write(JSON.stringify({ found, grewMegabytes: residentMegabytes() - before }))
