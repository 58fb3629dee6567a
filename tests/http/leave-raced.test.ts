import { expect, test } from 'vitest'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { letter } from '../support/words'

useMelt()

const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })

test('A creator who answers and shows a letter while its author leaves is never answered by an accident', async () => {
  const creator = await person('밤비노래방', true)
  for (let round = 0; round < 6; round++) {
    const fan = await person(`새벽세시라면 ${round}`)
    const id = await letter(fan, creator)
    const [left, ...acts] = await Promise.all([
      fan.post('/me/leave', { confirm: true }),
      creator.post(`/messages/${id}/retweet`),
      creator.post(`/messages/${id}/reply`, { content: '고마워요', visibility: 'public' }),
    ])
    expect(left.status).toBe(204)
    for (const { status } of acts) expect([201, 409]).toContain(status)
  }
})
