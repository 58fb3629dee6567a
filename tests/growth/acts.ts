import type { Cost } from './count'
import type { Row } from './measure'
import type { World } from './world'

type Answer = { intentId?: string; messageId?: string; donation?: { id: string; messageId: string } }
type Costs = Record<string, Cost[]>

const UNCONFIRMED = `SELECT d.id FROM donation_events d WHERE d.channel_id = $1 AND d.status = 'OCCURRED' ORDER BY occurred_at LIMIT $2`
const AT_ONCE = 5

/** The acts of a channel's day, each by a fan who is new to it, and the creator's answers. */
export async function measureActs(worlds: { small: World; large: World }): Promise<Row[]> {
  const [small, large] = [await actIn(worlds.small), await actIn(worlds.large)]
  return Object.keys(small).map((name) => {
    const costs = { small: middle(small[name]), large: middle(large[name]) }
    return { name, status: 200, ...costs, dearest: [] }
  })
}

async function actIn(world: World): Promise<Costs> {
  const costs: Costs = {}
  for (const fan of world.newcomers) {
    const act = async (
      name: string,
      by: { cookie: string },
      method: string,
      path: string,
      body: object = {},
    ) => {
      let text = ''
      const cost = await world.counter.cost(async () => {
        const headers = { 'Content-Type': 'application/json' }
        const answer = await world.ask(by, method, path, { headers, body: JSON.stringify(body) })
        if (answer.status >= 300) throw new Error(`${name} answered ${answer.status}: ${answer.body}`)
        text = answer.body
      })
      costs[name] = [...(costs[name] ?? []), cost]
      return (text ? JSON.parse(text) : {}) as Answer
    }
    const creator = { cookie: world.cookies.creator }
    const { chzzkChannelId } = world
    const message = '늦었지만 응원 남기고 갈게요!'
    const { intentId } = await act('begin to donate', fan, 'POST', '/donations/intent', { chzzkChannelId })
    const claim = { intentId, message, amount: 1000 }
    const { donation } = await act('claim', fan, 'POST', '/donations/occurred', claim)
    await act('confirm', creator, 'POST', `/donations/${donation?.id}/confirm`)
    const letter = { chzzkChannelId, content: message, allowRetweet: true }
    const { messageId } = await act('letter', fan, 'POST', '/messages/dm', letter)
    await act('answer', creator, 'POST', `/messages/${messageId}/reply`, {
      content: '고마워요',
      visibility: 'private',
    })
    await act('retweet', creator, 'POST', `/messages/${messageId}/retweet`)
    await act('post', creator, 'POST', '/feed/creator-post', { content: message })
    await act('hide', creator, 'DELETE', `/content/${donation?.messageId}`, { reason: '규칙' })
    const items = await world.counter.ids(UNCONFIRMED, [world.channelId, AT_ONCE])
    await act(`confirm ${AT_ONCE} at once`, creator, 'POST', '/donations/confirm', {
      items: items.map((id) => ({ id })),
    })
    const reason = '잘못 눌렀어요'
    await act('take back', creator, 'POST', `/donations/${donation?.id}/reverse`, { reason })
  }
  return costs
}

/** Neither the first, whose connections know no statement yet, nor one that split a page of an index. */
function middle(costs: Cost[] = []): Cost {
  const sorted = [...costs].sort((a, b) => a.buffers - b.buffers)
  const of = sorted[Math.floor(sorted.length / 2)]
  if (!of) throw new Error('Nothing was counted')
  const wal = costs.map((cost) => cost.wal).sort((a, b) => a - b)[Math.floor(costs.length / 2)]
  return { ...of, wal: wal ?? 0 }
}
