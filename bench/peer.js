import { spawn } from 'node:child_process'
import { createServer, get } from 'node:http'
import express from 'express'
import { freePort } from '../tools/melt-process.js'
import { openFeed, toHtml, toJson } from './peer-feed.js'
import { remixPeer, sizeOf } from './peer-remix.js'

const HTML = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'

/** What Melt is measured beside, each in a process of its own that listens on PORT. */
const PEERS = { memory, bare, express: expressPeer, remix }

/**
 * @param {keyof typeof PEERS} kind
 * @param {Record<string, string>} variables
 */
export async function launchPeer(kind, variables) {
  const port = String(await freePort())
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', PORT: port, ...variables }
  const child = spawn(process.execPath, [import.meta.filename, kind], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await fetch(`${url}/healthz`).catch(() => null))) {
    if (child.exitCode !== null) throw new Error(`The peer ${kind} did not start`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { url, pid: child.pid ?? 0, end: () => child.kill() }
}

/** The same bytes as Melt's own answers, its headers included, and nothing else: the ceiling of everything on node:http. */
async function memory() {
  const { page, json } = JSON.parse(process.env.PEER_LIKE ?? '{}')
  const [asPage, asJson] = [await readAnswer(page), await readAnswer(json)]
  const notModified = asPage.headers.filter(
    (_, n) => !/^content-(type|length|encoding)$/i.test(asPage.headers[n - (n % 2)]),
  )
  return (request, response) => {
    if (request.headers['if-none-match']) return response.writeHead(304, notModified).end()
    const { headers, body } = request.url?.startsWith('/feed') ? asJson : asPage
    response.writeHead(200, headers).end(body)
  }
}

function readAnswer(address) {
  return new Promise((resolve, reject) => {
    const asking = get(address, { agent: false }, async (response) => {
      const pieces = []
      for await (const piece of response) pieces.push(piece)
      const body = Buffer.concat(pieces)
      const names = /^(date|connection|keep-alive|transfer-encoding|content-length)$/i
      const kept = response.rawHeaders.filter((_, n) => !names.test(response.rawHeaders[n - (n % 2)] ?? ''))
      resolve({ body, headers: [...kept, 'Content-Length', String(body.length)] })
    })
    asking.on('error', reject)
  })
}

function bare() {
  const getFeed = openFeed()
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://peer')
    const isJson = pathname === '/feed'
    const page = await getFeed(isJson ? searchParams.get('chzzkChannelId') : pathname.slice(1))
    send(response, isJson ? JSON_TYPE : HTML, isJson ? JSON.stringify(toJson(page)) : toHtml(page))
  }
}

function expressPeer() {
  const getFeed = openFeed()
  const app = express()
  app.get('/feed', async (request, response) => {
    response.json(toJson(await getFeed(String(request.query.chzzkChannelId))))
  })
  return app
}

async function remix() {
  const { page } = JSON.parse(process.env.PEER_LIKE ?? '{}')
  const like = sizeOf(await (await fetch(page)).text())
  const draw = await remixPeer(openFeed(), { ...like, chzzkChannelId: new URL(page).pathname.slice(1) })
  return async (request, response) => send(response, HTML, await draw((request.url ?? '/').slice(1)))
}

function send(response, type, text) {
  const body = Buffer.from(text)
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length }).end(body)
}

if (process.argv[1] === import.meta.filename) {
  const answer = await PEERS[process.argv[2]]()
  createServer((request, response) =>
    request.url === '/healthz' ? response.end('ok') : answer(request, response),
  ).listen(Number(process.env.PORT), '127.0.0.1')
  process.once('SIGTERM', () => process.exit(0))
}
