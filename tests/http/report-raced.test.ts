import { expect, test } from 'vitest'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { cheer } from '../support/words'

useMelt()

const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })

test('A report of what is withdrawn at the same moment is taken or finds nothing', async () => {
  const [creator, fan] = [await person('밤비노래방', true), await person('새벽세시라면')]
  const reporters = await Promise.all(Array.from({ length: 6 }, (_, n) => person(`지나가던분 ${n}`)))
  for (let round = 0; round < 4; round++) {
    const messageId = await cheer(fan, creator, `${round}번째 글`)
    const reporting = reporters.map((by) => by.post('/report', { messageId, reason: 'spam' }))
    const [, ...answers] = await Promise.all([fan.post(`/content/${messageId}`, {}, 'DELETE'), ...reporting])
    for (const { status } of answers) expect([201, 404]).toContain(status)
  }
})
