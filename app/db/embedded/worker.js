// @ts-check
import { parentPort, workerData } from 'node:worker_threads'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { openDurable } from './durable.js'
import { ensureFolder } from './folder.js'

const { data, socket } = workerData
await ensureFolder(data)
const database = await openDurable(data)
const server = new PGLiteSocketServer({ db: database, path: socket, maxConnections: 20 })
await server.start()

parentPort?.once('message', async () => {
  await server.stop()
  await database.close()
  process.exit(0)
})
parentPort?.postMessage('open')
