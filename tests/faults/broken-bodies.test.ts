import { beforeAll, expect, test } from 'vitest'
import { Connection } from '../support/connection'
import { type Client, signedIn } from '../support/melt'
import { someChzzkId } from '../support/people'
import { beforeMelt, openMelt } from './process'

const METRICS_TOKEN = 'a-token-for-the-metrics'

let creator: Client
beforeAll(() =>
  beforeMelt(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  }),
)

test('A body that its sender breaks off is a line for debugging, and counts as no failure', async () => {
  const melt = await openMelt({ LOG_LEVEL: 'debug', METRICS_TOKEN })
  const { host } = new URL(melt.url)
  const types = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']
  for (const type of types) {
    for (const path of ['/badges/icons', '/messages/dm', '/theme', '/nowhere/x']) {
      const connection = await Connection.open(melt.url)
      const head = [
        `POST ${path} HTTP/1.1`,
        `Host: ${host}`,
        `Cookie: ${creator.cookie}`,
        `Content-Type: ${type}`,
        'Content-Length: 300000',
        'Accept: text/html',
      ]
      connection.write(`${head.join('\r\n')}\r\n\r\n--x\r\nContent`)
      await new Promise((resolve) => setTimeout(resolve, 50))
      connection.end()
    }
  }
  const brokenOff = () => melt.output().match(/a body was broken off by its sender/g)?.length ?? 0
  await expect.poll(brokenOff, { timeout: 10_000 }).toBe(9)
  const headers = { Authorization: `Bearer ${METRICS_TOKEN}` }
  const counts = await (await fetch(`${melt.url}/metrics`, { headers })).text()
  expect(counts).toContain('melt_requests_total')
  expect(counts).not.toMatch(/melt_requests_total\{[^}]*status="5/)
  expect(melt.output()).not.toMatch(/request failed|"stack"|"level":[45]0/)
  await melt.end()
})
