import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { db } from '~/db/client.server'
import { connectOnce } from '~/db/connect.server'
import { isEmbedded } from '~/db/pool.server'
import type { Viewer } from '~/domain/auth/viewer'
import { openChannel } from '~/domain/channels/own.server'
import { confirmDonation } from '~/domain/donations/decide.server'
import { createIntent } from '~/domain/donations/intents.server'
import { registerDonation } from '~/domain/donations/register.server'
import { createPost } from '~/domain/feed/post.server'
import { replyToMessage } from '~/domain/letters/reply.server'
import { retweetMessage } from '~/domain/letters/retweet.server'
import { sendLetter } from '~/domain/letters/send.server'
import { createReward } from '~/domain/rewards/save.server'

const SEED_LOCK = 72707370

type Member = keyof typeof demoPeople
type Line = [fan: Member, hoursAgo: number, message: string, claimed: number | null, confirmed: number | null]

const LINES: Line[] = [
  ['generous', 74, '첫 방송 때부터 보고 있어요. 벌써 1주년이라니 정말 축하해요!', 100_000, 100_000],
  ['quiet', 51, '늘 조용히 듣고만 있었는데 오늘은 꼭 고맙다고 말하고 싶었어요.', 5_000, 5_000],
  ['longName', 30, '퇴근길에 다시보기로 잘 듣고 있어요. 마지막 곡 한 번 더 불러 주세요', 3_000, 3_000],
  ['oneLetter', 27, '봄', 1_000, 1_000],
  ['regular', 8, '어제 고음 구간에서 소름 돋았어요… 다음 노래방도 기대할게요!', 10_000, 10_000],
  ['generous', 3, '방송 끝나고 이제야 후원 남겨요. 오늘도 수고 많았어요', 20_000, null],
  ['regular', 1, '앵콜 감사했어요!', null, null],
]

type Letter = {
  fan: Member
  content: string
  allowRetweet?: boolean
  answer?: ['public' | 'private', string]
  rt?: boolean
}

const LETTERS: Letter[] = [
  {
    fan: 'quiet',
    content: '면접 앞두고 많이 떨렸는데 방송 보면서 마음이 편해졌어요. 오늘 합격 연락 받았어요. 고맙습니다!',
    answer: ['public', '합격 축하해요! 첫 출근 날 신청곡 하나 불러 드릴게요'],
    rt: true,
  },
  {
    fan: 'generous',
    content: '다음 달 생일 방송은 몇 시에 하나요? 휴가를 맞춰 보려고요',
    answer: ['private', '아직 비밀이지만 저녁 8시로 생각하고 있어요'],
  },
  { fan: 'regular', content: '어제 몸이 안 좋아 보여서 걱정했어요. 푹 쉬어요', allowRetweet: false },
]

const REWARDS: Parameters<typeof createReward>[1][] = [
  {
    title: '앵콜 무대 뒷이야기',
    body: '마지막 곡을 세 번이나 바꿨어요. 다음 앵콜에서 꼭 불러 달라는 곡이 있으면 편지로 알려 주세요.',
    gate: '1',
    codes: [],
  },
  {
    title: '생일 방송 굿즈 할인 쿠폰',
    body: '늘 고마운 마음을 담았어요. 한 분께 한 장씩 드려요.',
    gate: '2',
    codes: ['BAMBI-2026'],
    stock: 20,
  },
  { title: 'VIP 감사 편지', body: '이 글은 VIP에게만 보여요. 정말 고마워요.', gate: 'vip', codes: [] },
]

const POST = '이번 주 토요일은 쉬어요. 남겨 준 메시지는 모두 읽고 있어요'

/** The sandbox's demo people, by the acts that people use, in an empty database; of several instances one does it. */
export async function seed() {
  const client = await connectOnce()
  try {
    // All connections to the embedded database are one backend, which a transaction of this one would hold.
    if (!isEmbedded) await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${SEED_LOCK})`)
    if ((await db.user.count()) === 0) await setStage()
  } finally {
    await client.end()
  }
}

async function setStage() {
  const streamer = await withChannel('streamer')
  await withChannel('secondStreamer')
  for (const line of LINES) await donate(streamer, line)
  for (const letter of LETTERS) await write(streamer, letter)
  await createPost(streamer, { content: POST, pinned: true })
  for (const reward of REWARDS) await createReward(streamer, reward, {})
}

async function write(streamer: Viewer, { fan, content, allowRetweet = true, answer, rt }: Letter) {
  const letter = { chzzkChannelId: streamer.chzzkUserId, content, allowRetweet, requestId: null }
  const { messageId } = await sendLetter(await person(fan), letter)
  if (answer)
    await replyToMessage(streamer, messageId, { visibility: answer[0], content: answer[1], requestId: null })
  if (rt) await retweetMessage(streamer, messageId)
}

async function withChannel(member: Member): Promise<Viewer> {
  const viewer = await person(member)
  const { channel } = await openChannel(viewer)
  return { ...viewer, role: 'creator', channel }
}

async function person(member: Member): Promise<Viewer> {
  const { channelId, channelName } = demoPeople[member]
  const user = await db.user.upsert({
    where: { chzzkUserId: channelId },
    create: { chzzkUserId: channelId, displayName: channelName, agreedAt: new Date() },
    update: {},
  })
  return { id: user.id, chzzkUserId: channelId, displayName: channelName, role: user.role, channel: null }
}

async function donate(streamer: Viewer, [fan, hoursAgo, message, claimed, confirmed]: Line) {
  const viewer = await person(fan)
  const { intentId } = await createIntent(viewer, {
    chzzkChannelId: streamer.chzzkUserId,
    message,
    amount: claimed,
    requestId: null,
  })
  const { donation } = await registerDonation(viewer, {
    intentId,
    message,
    amount: claimed,
    hideAmount: false,
    hideName: false,
  })
  if (confirmed) await confirmDonation(streamer, donation.id, confirmed)
  const at = new Date(Date.now() - hoursAgo * 60 * 60 * 1000)
  await db.donation.update({ where: { id: donation.id }, data: { occurredAt: at } })
  await db.message.update({ where: { donationId: donation.id }, data: { createdAt: at } })
}
