import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { verifyCheckpoint } from '~/domain/proofs/checkpoint'
import { orProblem } from '~/domain/proofs/encoding'
import { formatVkey, parseVkey, type SigningKey, type VerifierKey } from '~/domain/proofs/key'
import { formatSignatures, signNote } from '~/domain/proofs/note'
import { EMPTY_ROOT, type Hash } from '~/domain/proofs/tree'
import { verifyConsistency } from '~/domain/proofs/tree-proof'
import { formatWitnessedSize, parseAddCheckpoint } from '~/domain/proofs/witness'
import { witnessKey } from './proof-keys'

type Seen = { size: number; root: Hash }
type Answer = { status: number; body?: string; type?: string }

/** A witness by the letter of c2sp.org/tlog-witness: it knows its logs by origin, and of each what it cosigned last. */
export function makeWitness(key: SigningKey, logs: Map<string, readonly VerifierKey[]>) {
  const seen = new Map<string, Seen>()

  function addCheckpoint(body: Uint8Array): Answer {
    const asked = orProblem(() => parseAddCheckpoint(body))
    if (typeof asked === 'string') return { status: asked.includes('root of an empty log') ? 422 : 400 }
    const { oldSize, hashes, checkpoint } = asked
    const { origin, size, root } = checkpoint
    const logKeys = logs.get(origin)
    if (!logKeys) return { status: 404 }
    if (typeof orProblem(() => verifyCheckpoint(checkpoint, { origin, logKeys })) === 'string')
      return { status: 403 }
    if (oldSize > size) return { status: 400 }
    const last = seen.get(origin) ?? { size: 0, root: EMPTY_ROOT }
    if (oldSize !== last.size)
      return { status: 409, body: formatWitnessedSize(last.size), type: 'text/x.tlog.size' }
    if (!verifyConsistency({ oldSize, oldRoot: last.root, proof: hashes, size, root })) return { status: 422 }
    seen.set(origin, { size, root })
    const line = signNote(checkpoint.note.text, key, Math.floor(Date.now() / 1000))
    return { status: 200, body: formatSignatures([line]) }
  }

  return { addCheckpoint, seen, key }
}

export type TestWitness = ReturnType<typeof makeWitness>
export type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => unknown

/** What a witness answers over HTTP, and nothing else. */
export const answering =
  ({ addCheckpoint }: TestWitness): Handler =>
  ({ method, url }, response, asked) => {
    if (url !== '/add-checkpoint') return response.writeHead(404).end()
    if (method !== 'POST') return response.writeHead(405).end()
    const { status, body = '', type = 'text/plain' } = addCheckpoint(asked)
    return response.writeHead(status, { 'Content-Type': type }).end(body)
  }

/** A server on this machine, what it was asked, and its `handler`, in whose place a test may put another. */
export async function serveWitness(handler: Handler) {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    asked.push(body.toString())
    served.handler(request, response, body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const served = {
    handler,
    asked,
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    async stop() {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return served
}

/** A witness of the log with this key alone, and how an operator names it. */
export async function serveWitnessOf(logVkey: string, key: SigningKey = witnessKey) {
  const logKey = parseVkey(logVkey)
  const witness = makeWitness(key, new Map([[logKey.name, [logKey]]]))
  const served = await serveWitness(answering(witness))
  return { witness, served, named: nameWitness(key, served.url) }
}

/** As an operator names it. */
export const nameWitness = (key: VerifierKey, url: string) => `${formatVkey(key)} ${url}`
