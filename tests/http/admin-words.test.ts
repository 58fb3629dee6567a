import { expect, test } from 'vitest'
import { settingsOf } from '../support/letters'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { donate } from '../support/stage'

useMelt()

const WORDS = '나쁜말이 든 글'

test('An admin reads no message of a donation that nobody reported, by whatever they do with it', async () => {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin', opened: true })
  await settingsOf(creator, { blockedWords: ['나쁜말'] })
  const [one, two] = [
    await donate(fan, creator, { message: WORDS }),
    await donate(fan, creator, { message: WORDS }),
  ]
  const list = `/donations?chzzkChannelId=${creator.chzzkUserId}`
  const answers = await Promise.all([
    admin.get(list),
    admin.get(`/donations/${one}`),
    admin.get(`/dashboard/donations/${one}`, 'text/html'),
    admin.post('/donations/confirm', { items: [{ id: one }] }),
    admin.post(`/donations/${two}/confirm`),
  ])
  answers.push(await admin.post(`/donations/${two}/reverse`, { reason: '다시 볼게요' }))
  for (const answer of answers) expect(await answer.text(), answer.url).not.toContain(WORDS)
  expect(await (await creator.get(list)).text()).toContain(WORDS)
  expect(await (await fan.get('/donations?mine=1')).text()).toContain(WORDS)
})
