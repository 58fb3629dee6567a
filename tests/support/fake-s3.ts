import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'

const S3_SETTINGS = {
  bucket: 'melt-files',
  region: 'kr-standard',
  accessKeyId: 'AKIATEST',
  secretAccessKey: 'a-secret-of-the-fake',
}

type Kept = { bytes: Buffer; type: string }

/** A store that speaks S3 as far as Melt does: checks every signature and keeps objects in memory. */
export async function startS3() {
  const objects = new Map<string, Kept>()
  const asked: string[] = []
  const trouble: number[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const path = request.url ?? ''
    asked.push(`${request.method} ${path}`)
    const fault = trouble.shift()
    if (fault) return response.writeHead(fault).end('<Error/>')
    if (!isSigned(request, body)) return response.writeHead(403).end('<Error>SignatureDoesNotMatch</Error>')
    if (!path.startsWith(`/${S3_SETTINGS.bucket}/`))
      return response.writeHead(404).end('<Error>NoSuchBucket</Error>')
    if (request.method === 'PUT') {
      objects.set(path, { bytes: body, type: request.headers['content-type'] ?? '' })
      return response.end()
    }
    if (request.method === 'DELETE') {
      objects.delete(path)
      return response.writeHead(204).end()
    }
    const found = objects.get(path)
    if (!found) return response.writeHead(404).end('<Error>NoSuchKey</Error>')
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (from === undefined) return response.end(found.bytes)
    return response.writeHead(206).end(found.bytes.subarray(Number(from), Number(to) + 1))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { settings: { ...S3_SETTINGS, endpoint }, objects, asked, trouble, stop }
}

/** AWS Signature Version 4, computed anew from what arrived. */
function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer) {
  const said = String(headers.authorization)
  const [, credential = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(said) ??
    []
  const [id, day = '', region, service, end] = credential.split('/')
  const hash = String(headers['x-amz-content-sha256'])
  const bodyIsRight = hash === 'UNSIGNED-PAYLOAD' ? body.length === 0 : hash === sha256(body)
  if (
    !bodyIsRight ||
    id !== S3_SETTINGS.accessKeyId ||
    `${region}/${service}/${end}` !== `${S3_SETTINGS.region}/s3/aws4_request`
  )
    return false
  if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => names.split(';').includes(name)))
    return false
  const { pathname, searchParams } = new URL(url, 'http://s3.local')
  const signed = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, pathname, String(searchParams), signed.join(''), names, hash].join('\n')
  const scope = [day, region, service, end]
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope.join('/'), sha256(canonical)].join('\n')
  const key = scope.reduce<string | Buffer>(
    (before, part) => createHmac('sha256', before).update(String(part)).digest(),
    `AWS4${S3_SETTINGS.secretAccessKey}`,
  )
  return createHmac('sha256', key).update(text).digest('hex') === signature
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
