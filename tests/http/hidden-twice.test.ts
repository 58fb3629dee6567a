import { expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { codeOf } from '../support/letters'
import { signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { report, shownIn } from '../support/words'

useMelt()

const person = (name: string, more: object = {}) => signedIn({ channelId: someChzzkId(), name, ...more })

test('A creator does not bring back what an admin decided to hide while they had hidden it themselves', async () => {
  const creator = await person('밤비노래방', { opened: true })
  const reader = await person('지나가던분')
  const admin = await person('운영지기', { role: 'admin' })
  await creator.ask('POST', '/donations/manual', {
    amount: 1000,
    donorName: '아무개',
    message: '남을 헐뜯는 글',
  })
  const { id } = await db.message.findFirstOrThrow({ where: { content: '남을 헐뜯는 글' } })
  const reportId = await report(reader, id)
  await creator.ask('DELETE', `/content/${id}`)
  await admin.ask('POST', `/reports/${reportId}/resolve`, { outcome: 'hidden' })
  expect(await codeOf(creator.post(`/content/${id}/restore`))).toBe('forbidden')
  expect(await shownIn(creator, stranger)).not.toContain(id)
  await admin.ask('POST', `/content/${id}/restore`)
  expect(await shownIn(creator, stranger)).toContain(id)
})
