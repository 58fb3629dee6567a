// Opens the data directory it is given and prints every number once its row is committed. Like a server it outlives
// a refused statement: only the end of its database, or being killed, ends it.
import pg from 'pg'
import { openEmbedded } from '../../../app/db/embedded/open.js'

const { connection } = await openEmbedded(process.argv[2])
const client = new pg.Client(connection)
client.on('error', (error) => process.stderr.write(`${error.message}\n`))
await client.connect()
await client.query('CREATE TABLE counted (n integer PRIMARY KEY)')
setInterval(() => undefined, 1000)
try {
  for (let n = 1; ; n++) {
    await client.query('INSERT INTO counted VALUES ($1)', [n])
    process.stdout.write(`${n}\n`)
  }
} catch (error) {
  process.stderr.write(`${error}\n`)
}
