import { once } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { getLogState } from '~/domain/admin/log.server'
import type { Viewer } from '~/domain/auth/viewer'
import { collectCosignatures } from '~/domain/proofs/cosignatures.server'
import { COSIGNATURE } from '~/domain/proofs/key'
import { formatSignatures, signNote } from '~/domain/proofs/note'
import { getCheckpoint } from '~/domain/proofs/published.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { onWitnessChange } from '~/domain/proofs/witness-states.server'
import { useDatabase } from '../../support/database'
import { beginSignedLog, donateToAll } from '../../support/log'
import { makeViewer } from '../../support/people'
import { named, strangerKey, witnessKey } from '../../support/proof-keys'
import type { Handler } from '../../support/witness'
import { cosignersOf, useWitnesses } from '../../support/witnesses'

useDatabase()
const witnesses = useWitnesses()

const wellKey = named('well.example', COSIGNATURE)
let creators: Viewer[]
beforeEach(async () => {
  creators = await beginSignedLog()
})

/** Ten seconds of waiting in two of a test. */
function hurry() {
  const { timeout } = AbortSignal
  return vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 5))
}

const KILOBYTE = 1024
const answers =
  (status: number, body: string | Buffer = '', headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    response.writeHead(status, headers).end(body)

const SIZE = { 'Content-Type': 'text/x.tlog.size' }
const foreign = formatSignatures([signNote('another\n', strangerKey)])
const wrong = formatSignatures([signNote('another\n', witnessKey, 1_795_996_800)])

const DEAD: [string, Handler, string, string | null][] = [
  ['is silent', () => undefined, 'timeout', null],
  ['begins to answer and never ends', (_, response) => response.writeHead(200).write('— '), 'timeout', null],
  [
    'answers a byte now and then',
    (_, response) => {
      const timer = setInterval(() => response.write('—'), 50)
      response.on('close', () => clearInterval(timer))
    },
    'timeout',
    null,
  ],
  ['hangs up', (_, response) => response.destroy(), 'unreached', 'UND_ERR_SOCKET'],
  ['fails', answers(500, 'Internal Server Error'), 'failing', '500'],
  ['is gone', answers(503), 'failing', '503'],
  ['does not know the log', answers(404), 'refused', '404'],
  ['does not know the key', answers(403), 'refused', '403'],
  ['is asked too often', answers(429, '', { 'Retry-After': '86400' }), 'refused', '429'],
  ['leads elsewhere', answers(307, '', { Location: 'http://127.0.0.1:1/' }), 'redirected', '307'],
  ['leads to itself', answers(301, '', { Location: '/add-checkpoint' }), 'redirected', '301'],
  ['answers nothing', answers(200), 'unreadable', null],
  ['answers something else', answers(204), 'unreadable', '204'],
  ['answers a page', answers(200, '<!doctype html><title>로그인</title>'), 'unreadable', null],
  ['answers no UTF-8', answers(200, Buffer.of(0xe2, 0x80, 0x0a)), 'unreadable', null],
  ['answers NUL', answers(200, '\0\n'), 'unreadable', null],
  ['answers too much', answers(200, 'x'.repeat(16 * KILOBYTE + 1)), 'too_long', null],
  [
    'answers without end',
    (_, response) => {
      const more = () => response.writable && response.write('x'.repeat(64 * KILOBYTE), more)
      response.writeHead(200)
      more()
    },
    'too_long',
    null,
  ],
  ['signs with another key', answers(200, foreign), 'unsigned', null],
  ['signs something else', answers(200, wrong), 'unsigned', null],
  ['knows a size that is none', answers(409, '4 leaves\n', SIZE), 'unreadable', '409'],
  ['knows a size in words', answers(409, '2\n', { 'Content-Type': 'text/html' }), 'unreadable', '409'],
  ['knows too long a size', answers(409, '1'.repeat(17 * KILOBYTE), SIZE), 'too_long', null],
  ['knows another size each time', answers(409, '1\n', SIZE), 'unsettled', null],
]

describe('A witness that', () => {
  test.each(DEAD)(
    '%s delays nothing, and its failure is known in a word',
    async (_what, handler, reason, detail) => {
      const patience = hurry()
      await witnesses.beginAs(handler)
      await witnesses.begin(wellKey)
      await donateToAll(creators)
      expect(await signLedger()).toMatchObject({ outcome: 'signed', size: 6 })
      await collectCosignatures()
      expect(patience.mock.calls.every(([ms]) => ms === 10_000)).toBe(true)
      expect(await cosignersOf(6, [witnessKey, wellKey])).toEqual([wellKey.name])
      const { witnesses: lines, divergence } = await getLogState(await makeViewer('관리자', 'admin'))
      expect(lines).toMatchObject([
        { name: witnessKey.name, cosigned: null, failure: { reason, detail }, divergence: null },
        { name: wellKey.name, isUpToDate: true, failure: null },
      ])
      expect(divergence).toBeNull()
      patience.mockRestore()
    },
  )

  test('is silent is waited for three seconds before a signing, and afterwards not at all', async () => {
    let isOpen = false
    const server = await witnesses.beginAs((_request, response) => {
      isOpen = true
      void once(response, 'close').then(() => {
        isOpen = false
      })
    })
    await donateToAll(creators)
    const began = performance.now()
    expect(await signLedger()).toMatchObject({ outcome: 'signed', size: 6 })
    expect(performance.now() - began).toBeLessThan(8_000)
    expect(isOpen).toBe(true)
    await vi.waitFor(() => expect(isOpen).toBe(false), { timeout: 15_000 })
    await vi.waitFor(async () => expect(await failureOf()).toMatchObject({ reason: 'timeout' }))
    await donateToAll(creators)
    expect(await signLedger()).toMatchObject({ outcome: 'signed', size: 8 })
    expect(server.asked).toHaveLength(1)
  })

  test('fails is asked again later and later, once a round, and its outage is reported once', async () => {
    const changes: string[] = []
    onWitnessChange(({ change }) => changes.push(change))
    const server = await witnesses.beginAs(answers(500))
    const began = Date.now()
    const askedAt: number[] = []
    for (let minute = 0; minute <= 180; minute += 5) {
      const before = server.asked.length
      await collectCosignatures({ now: new Date(began + minute * 60_000) })
      if (server.asked.length > before) askedAt.push(minute)
    }
    expect(askedAt).toEqual([0, 5, 15, 35, 70, 130])
    expect(changes).toEqual(['failing'])
    onWitnessChange(() => undefined)
  })

  test('answers again is reported once, and gets what it missed', async () => {
    const changes: string[] = []
    onWitnessChange(({ change }) => changes.push(change))
    const { served } = await witnesses.begin()
    const { handler } = served
    served.handler = answers(502)
    await collectCosignatures()
    await donateToAll(creators)
    await signLedger()
    served.handler = handler
    await collectCosignatures({ now: new Date(Date.now() + 3_600_000) })
    expect(await cosignersOf(6)).toEqual([witnessKey.name])
    expect(changes).toEqual(['failing', 'recovered'])
    expect(await failureOf()).toBeNull()
    onWitnessChange(() => undefined)
  })

  test('lies about a larger size stops signing alone: donations and what is published go on', async () => {
    await witnesses.beginAs(answers(409, '9007199254740991\n', SIZE))
    const checkpoint = await getCheckpoint()
    await expect(signLedger()).rejects.toThrow(/has seen 9007199254740991 leaves where 4 are signed/)
    await donateToAll(creators)
    expect(await getCheckpoint()).toBe(checkpoint)
    expect(await db.logCosignature.count()).toBe(0)
  })
})

async function failureOf() {
  const { witnesses: lines } = await getLogState(await makeViewer('관리자', 'admin'))
  return lines[0]?.failure
}
