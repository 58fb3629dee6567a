import { alertTest, deliverDonation } from './deliver.server'
import { countField, isCrossSite, wantsJson } from './fields.server'
import { crossSitePage, html, page, problemPage, SANDBOX_PATH } from './page.server'
import { findPerson } from './people.server'
import { sessionsSubscribed } from './sessions.server'

/** GET /studio/{channelId}: who listens for this channel's cheese, and the alert test; `?sent=` shows what was just sent. */
export function studioPage(request: Request, channelId: string): Response {
  const streamer = findPerson(channelId)
  if (!streamer) return noStudio()
  const sent = countField(request, 'sent')
  return page(
    `${streamer.channelName} 스튜디오`,
    html`${sent === null ? null : html`<p class="done" role="status">${sentCopy(sent)}</p>`}
<p><a href="${SANDBOX_PATH}/${channelId}">채널 보기</a></p>
<p>후원 알림을 듣고 있는 연결: ${sessionsSubscribed(channelId).length}개</p>
<p>알림 테스트는 1,000치즈 후원이 온 것처럼 알려요. 후원한 사람은 TEST로 보여요.</p>
<form method="post" action="${SANDBOX_PATH}/studio/${channelId}"><button class="main">알림 테스트</button></form>`,
  )
}

/** POST of the same: sends the captured TEST donation to every session subscribed to this channel (docs/chzzk.md §4.4). */
export function testAlert(request: Request, channelId: string): Response {
  if (isCrossSite(request)) return crossSitePage()
  if (!findPerson(channelId)) return noStudio()
  const sessions = deliverDonation(alertTest(channelId, new Date()))
  if (wantsJson(request)) return Response.json({ sessions })
  const headers = {
    Location: `${SANDBOX_PATH}/studio/${channelId}?sent=${sessions}`,
    'Cache-Control': 'no-store',
  }
  return new Response(null, { status: 303, headers })
}

function sentCopy(sessions: number) {
  return sessions > 0
    ? `연결 ${sessions}개에 테스트 알림을 보냈어요`
    : '듣고 있는 연결이 없어서 아무 데도 가지 않았어요'
}

function noStudio() {
  return problemPage('없는 채널이에요', '주소를 다시 확인해 주세요.', 404)
}
