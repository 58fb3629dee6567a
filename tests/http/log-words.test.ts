import pino from 'pino'
import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { chooseSessionMode } from '~/domain/channels/session-mode.server'
import { processPending } from '~/domain/ingest/process.server'
import { logOptions } from '~/http/log.server'
import { useDatabase } from '../support/database'
import { makeCreator, makeViewer } from '../support/people'
import { connectionOf, eventOf } from '../support/signals'

useDatabase()

test('A row that the database refuses is named in the log without its words', async () => {
  const creator = await makeCreator('밤비노래방')
  const socket = await connectionOf(creator)
  await chooseSessionMode(creator, 'auto')
  await socket.store(eventOf(creator, await makeViewer('새벽세시라면'), { donationText: '남모르는말' }))
  await db.$executeRawUnsafe("ALTER TABLE messages ADD CONSTRAINT poison CHECK (content <> '남모르는말')")
  const lines: string[] = []
  const log = pino({ ...logOptions, level: 'warn' }, { write: (line) => lines.push(line) })
  await processPending((_eventId, err) => log.warn({ err }, 'refused')).finally(() =>
    db.$executeRawUnsafe('ALTER TABLE messages DROP CONSTRAINT poison'),
  )
  expect(lines.join('')).toContain('poison')
  expect(lines.join('')).not.toContain('남모르는말')
})
