// @ts-check
import { STRUCTURE, writeStructure } from './schema/write-structure.js'

/** Writes what all migrations make of an empty database: `npm run db:structure`. */
await writeStructure()
console.log(`Written: ${STRUCTURE}`)
