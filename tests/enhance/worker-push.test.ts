import { describe, expect, test } from 'vitest'
import { parsePush } from '~/enhance/worker/push'

const ORIGIN = 'https://melt.example'
const sent = (notification: object) => JSON.stringify({ web_push: 8030, notification })

describe('A push that a browser got', () => {
  test('shows what Melt sent and leads to it', () => {
    const navigate = `${ORIGIN}/me/notices/1`
    const notification = {
      title: '멜트',
      body: '밤비노래방님이 답장을 남겼어요',
      navigate,
      tag: '1',
      lang: 'ko',
    }
    expect(parsePush(sent(notification), ORIGIN)).toEqual({
      title: '멜트',
      body: '밤비노래방님이 답장을 남겼어요',
      navigate,
      tag: '1',
    })
  })

  test.each(['', 'not JSON', 'null', '{}', sent([]), sent({ title: 1, body: null, navigate: 5 })])(
    'of %o shows something all the same',
    (text) => {
      expect(parsePush(text, ORIGIN)).toMatchObject({
        title: '멜트',
        body: '새 알림이 있어요',
        navigate: '/me/notices',
      })
    },
  )

  test.each(['https://evil.example/', '//evil.example', 'javascript:alert(1)'])(
    'never leads to %s',
    (navigate) => {
      expect(parsePush(sent({ navigate }), ORIGIN).navigate).toBe('/me/notices')
    },
  )
})
