import { expect, test } from 'vitest'
import { codeOf } from '../support/letters'
import { signedIn, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { post } from '../support/words'

useMelt()

test('Three posts are pinned at most, however they are pinned', async () => {
  const creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => post(creator, `글 ${n}`)))
  const pinning = await Promise.all(ids.map((id) => creator.post(`/content/${id}/pin`)))
  expect(pinning.map(({ status }) => status).sort()).toEqual([204, 204, 204, 409, 409])
  const [refused = ''] = ids.filter((_, n) => pinning[n]?.status === 409)
  expect(await codeOf(creator.post(`/content/${refused}/pin`))).toBe('conflict')
})
