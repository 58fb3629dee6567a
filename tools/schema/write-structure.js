// @ts-check
import { writeFileSync } from 'node:fs'
import { migrationScripts, structureOf } from './databases.js'
import { toText } from './structure.js'

export const STRUCTURE = 'prisma/structure.sql'

export async function writeStructure() {
  writeFileSync(STRUCTURE, toText(await structureOf(migrationScripts())))
}
