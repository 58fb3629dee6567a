import { expect, test } from 'vitest'
import { signedIn, useMelt } from '../../support/melt'
import { someChzzkId } from '../../support/people'

useMelt()

test.each(['/events', '/feed', '/me/export', '/creator/export/donations.csv'])(
  'A refused form that names %s as its page comes back as a page',
  async (path) => {
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면', opened: true })
    const formPage = `${path}?chzzkChannelId=${fan.chzzkUserId}`
    const refused = await fan.form('/messages/dm', { formPage, content: '돌아와야 하는 글' })
    expect(refused.headers.get('Content-Type')).toMatch(/^text\/html/)
    expect(await refused.text()).toContain('돌아와야 하는 글')
  },
)
