import pino from 'pino'
import { expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { chooseAutoConfirmMode } from '~/domain/channels/auto-confirm.server'
import { processPending } from '~/domain/chzzk-events/process.server'
import { refusalOf } from '~/http/responses/failure.server'
import { log, logOptions } from '~/http/server/log.server'
import { connectionOf, eventOf } from '../../support/chzzk-events'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'

useDatabase()

test('A row that the database refuses is named in the log without its words', async () => {
  const creator = await makeCreator('밤비노래방')
  const socket = await connectionOf(creator)
  await chooseAutoConfirmMode(creator, 'auto')
  await socket.store(eventOf(creator, await makeViewer('새벽세시라면'), { donationText: '남모르는말' }))
  await db.$executeRawUnsafe("ALTER TABLE messages ADD CONSTRAINT poison CHECK (content <> '남모르는말')")
  const lines: string[] = []
  const written = pino({ ...logOptions, level: 'warn' }, { write: (line) => lines.push(line) })
  await processPending((_eventId, err) => written.warn({ err }, 'refused')).finally(() =>
    db.$executeRawUnsafe('ALTER TABLE messages DROP CONSTRAINT poison'),
  )
  expect(lines.join('')).toContain('poison')
  expect(lines.join('')).not.toContain('남모르는말')
})

test('A burst of one failure is told once with its stack, and another failure beside it too', () => {
  const error = vi.spyOn(log, 'error')
  const request = new Request('http://127.0.0.1/donations/manual', { method: 'POST' })
  const fails = () => new TypeError(`nothing ${Math.random()}`)
  for (let n = 0; n < 971; n++) expect(refusalOf(fails(), request).reason).toBe('internal')
  expect(error).toHaveBeenCalledTimes(1)
  expect(refusalOf(new RangeError('another'), request).reason).toBe('internal')
  expect(error.mock.calls.map(([fields]) => fields)).toEqual([
    { err: expect.any(TypeError), method: 'POST', path: '/donations/manual' },
    { err: expect.any(RangeError), method: 'POST', path: '/donations/manual' },
  ])
  error.mockRestore()
})
