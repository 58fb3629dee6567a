import { expect, test } from 'vitest'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { post } from '../support/words'

useMelt()

const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })
const made = (answers: Response[]) => answers.filter(({ status }) => status === 201).length

test('A new account sends three letters, also to many channels at the same moment', async () => {
  const fan = await person('새벽세시라면')
  const creators = await Promise.all(Array.from({ length: 12 }, (_, n) => person(`채널 ${n}`, true)))
  const sending = creators.map(({ chzzkUserId }) =>
    fan.post('/messages/dm', { chzzkChannelId: chzzkUserId, content: '안녕하세요' }),
  )
  expect(made(await Promise.all(sending))).toBe(3)
})

test('A person reports thirty messages a day, also at the same moment', async () => {
  const [creator, reporter] = [await person('밤비노래방', true), await person('지나가던분')]
  const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => post(creator, `글 ${n}`)))
  const reporting = ids.map((messageId) => reporter.post('/report', { messageId, reason: 'spam' }))
  expect(made(await Promise.all(reporting))).toBe(30)
})
