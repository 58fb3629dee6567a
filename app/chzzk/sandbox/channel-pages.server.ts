import { z } from 'zod'
import { env } from '~/env.server'
import { alertTest, deliverDonation } from './deliver.server'
import { type DemoPerson, demoPersonList } from './demo-people'
import { type SandboxDonation, sandboxMemory } from './memory.server'
import {
  countField,
  crossSitePage,
  html,
  isCrossSite,
  page,
  parseFields,
  problemPage,
  SANDBOX_PATH,
  wantsJson,
} from './page.server'
import { currentPerson, findPerson } from './people.server'
import { sessionsSubscribed } from './sessions.server'
import { statementLinks } from './statement-file.server'

const donation = z.object({
  amount: z.coerce.number().int().min(1).max(10_000_000),
  text: z.string().trim().max(500).default(''),
  anonymous: z
    .union([z.boolean(), z.string()])
    .default(false)
    .transform((value) => value === true || value === 'on' || value === 'true' || value === '1'),
  as: z.string().optional(),
})

export function channelPage(channelId: string): Response {
  const streamer = findPerson(channelId)
  if (!streamer) return noChannel()
  return page(
    streamer.channelName,
    html`<p>팔로워 ${streamer.followerCount.toLocaleString('ko-KR')}명</p>
<p><a href="${SANDBOX_PATH}/live/${channelId}">라이브 보기</a></p>
<p><a href="${SANDBOX_PATH}/studio/${channelId}">스튜디오에서 알림 테스트하기</a></p>
<p><a href="${env.publicUrl}/${channelId}">Melt에서 보기</a></p>`,
  )
}

export function livePage(request: Request, channelId: string, wrong?: string): Response {
  const streamer = findPerson(channelId)
  if (!streamer) return noChannel()
  const onAir = sandboxMemory().switches.live.split(',').includes(channelId)
  const seq = Number(new URL(request.url).searchParams.get('donated'))
  const given = sandboxDonations().find((made) => made.seq === seq && made.channelId === channelId)
  return page(
    streamer.channelName,
    html`${given ? html`<p class="done" role="status">${given.amount.toLocaleString('ko-KR')}치즈를 후원했어요</p>` : null}
${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : null}
<p><a href="${env.publicUrl}/${channelId}">Melt로 돌아가기</a></p>
<div class="screen">${onAir ? '방송 중이에요' : '지금은 방송하고 있지 않아요'}</div>
<form method="post" action="${SANDBOX_PATH}/live/${channelId}">
<label for="as">누구로 후원할까요?</label>
<select id="as" name="as">${donors(currentPerson(request))}</select>
<label for="amount">치즈</label>
<input id="amount" name="amount" type="number" inputmode="numeric" min="1" max="10000000" value="1000" required>
<label for="text">메시지</label>
<textarea id="text" name="text" maxlength="500"></textarea>
<label class="row"><input type="checkbox" name="anonymous"> 익명으로 후원하기</label>
<button class="main">치즈 보내기</button>
</form>`,
    wrong ? 422 : 200,
  )
}

export async function donate(request: Request, channelId: string): Promise<Response> {
  if (isCrossSite(request)) return crossSitePage()
  if (!findPerson(channelId)) return noChannel()
  const asked = donation.safeParse(await parseFields(request))
  if (!asked.success)
    return livePage(request, channelId, '치즈는 1부터 10,000,000까지, 메시지는 500자까지예요.')
  const donor = asked.data.as ? findPerson(asked.data.as) : currentPerson(request)
  if (!donor) return livePage(request, channelId, '누가 후원하는지 골라 주세요.')
  const { amount, text, anonymous } = asked.data
  const { seq } = donateAtSandbox({ channelId, donor, anonymous, amount, text })
  const headers = {
    Location: `${SANDBOX_PATH}/live/${channelId}?donated=${seq}`,
    'Cache-Control': 'no-store',
  }
  return new Response(null, { status: 303, headers })
}

function donors(current: DemoPerson | undefined) {
  const others = demoPersonList.filter(({ channelId }) => channelId !== current?.channelId)
  const everyone = current ? [current, ...others] : others.toSorted((a, b) => b.role.localeCompare(a.role))
  return everyone.map(
    ({ channelId, channelName }) => html`<option value="${channelId}">${channelName}</option>`,
  )
}

function noChannel() {
  return problemPage('없는 채널이에요', '주소를 다시 확인해 주세요.', 404)
}

export type { SandboxDonation }

const MAX_DONATIONS = 2_000

export function donateAtSandbox(donation: Omit<SandboxDonation, 'seq' | 'at'>): SandboxDonation {
  const memory = sandboxMemory()
  memory.donationCount += 1
  const made = { ...donation, seq: memory.donationCount, at: new Date() }
  memory.donations.push(made)
  if (memory.donations.length > MAX_DONATIONS) memory.donations.shift()
  memory.events.emit('donated', made)
  return made
}

export function sandboxDonations(): readonly SandboxDonation[] {
  return sandboxMemory().donations
}

/** Subscribes to every donation from now on; answers a function that stops it. */
export function onSandboxDonation(listener: (donation: SandboxDonation) => void): () => void {
  const { events } = sandboxMemory()
  events.on('donated', listener)
  return () => events.off('donated', listener)
}

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
<form method="post" action="${SANDBOX_PATH}/studio/${channelId}"><button class="main">알림 테스트</button></form>
<h2>정산 내역</h2>
<p>이 채널이 받은 치즈를 지어낸 정산 내역으로 받아요. 몇 줄은 빠져 있고, 몇 줄은 더 있어요. 주소의 seed를 바꾸면 달라져요.</p>
<ul>${statementLinks(channelId)}</ul>`,
  )
}

/** docs/chzzk.md §4.4. */
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
