import { expect, test } from 'vitest'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { openIntent } from '../support/stage'

useMelt()

test('A blocked person is told on the donate page before they write or give anything', async () => {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  const intent = await openIntent(fan, creator)
  const donate = `/${creator.chzzkUserId}/donate`
  const told = async (path: string) => {
    const text = await (await fan.get(path, 'text/html')).text()
    return [text.includes('이 채널에는 메시지를 보낼 수 없어요'), text.includes('<textarea')]
  }
  expect(await told(donate)).toEqual([false, true])
  await creator.ask('POST', '/block', { chzzkUserId: fan.chzzkUserId })
  expect(await told(donate)).toEqual([true, false])
  expect(await told(`${donate}?intent=${intent}`)).toEqual([true, false])
  const message = '차단되기 전에 쓰던 글'
  const refused = await fan.form('/donations/occurred', {
    intentId: intent,
    message,
    formPage: `${donate}?intent=${intent}`,
  })
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain(message)
})
