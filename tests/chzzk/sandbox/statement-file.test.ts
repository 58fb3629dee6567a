import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoPeople } from '~/chzzk/sandbox/demo-people'
import { findHeader, guessMapping } from '~/domain/statements/columns'
import { parseStatementFile } from '~/domain/statements/file'
import { parseStatementLines } from '~/domain/statements/lines'
import { startSandbox } from './server'

const sandbox = await startSandbox()
const { donateAtSandbox } = await import('~/chzzk/sandbox/channel-pages.server')
const { streamer, secondStreamer, longName, quiet } = demoPeople

beforeEach(sandbox.reset)
afterAll(sandbox.close)

const channelId = streamer.channelId
const fileAt = async (query: string, channel: string = channelId) => {
  const reply = await fetch(`${sandbox.base}/studio/${channel}/statement?${query}`)
  return { status: reply.status, headers: reply.headers, bytes: Buffer.from(await reply.arrayBuffer()) }
}
const give = (
  amount: number,
  { channelId: id, channelName }: typeof longName | typeof quiet,
  channel: string = channelId,
) =>
  donateAtSandbox({
    channelId: channel,
    donor: { channelId: id, channelName },
    anonymous: false,
    amount,
    text: '쉼표, 줄\n바꿈',
  })

async function linesOf(query: string) {
  const { bytes } = await fileAt(query)
  const table = await parseStatementFile(bytes, { sheet: query.includes('xlsx') ? '후원 상세' : null })
  if ('refused' in table) throw new Error(`refused: ${table.refused}`)
  const header = findHeader(table)
  return { table, ...parseStatementLines(table, header, guessMapping(header.names)) }
}

describe('The sandbox’s settlement file', () => {
  test.each(
    ['report', 'list', 'export'].flatMap((layout) => ['csv', 'xlsx'].map((as) => [layout, as] as const)),
  )('in layout %s as %s is read whole by what its columns are called', async (layout, as) => {
    give(1_234, longName)
    const { lines, refused, totals } = await linesOf(`layout=${layout}&as=${as}&seed=3`)
    expect(refused).toEqual([])
    expect(totals).toHaveLength(1)
    expect(lines).toHaveLength(13)
    const given = lines.find(({ amount }) => amount === 1_234)
    expect(given).toMatchObject({ nickname: longName.channelName, kind: 'chat', counted: true })
    const amounts = lines.map(({ amount }) => amount)
    for (const amount of [0, 1_000_000, -4_500]) expect(amounts).toContain(amount)
    expect(
      lines.filter(({ nickname, amount }) => nickname === quiet.channelName && amount === 1_000),
    ).toHaveLength(2)
    expect(new Set(lines.map(({ identity }) => identity)).size).toBe(lines.length)
    expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(totals[0]?.amount)
  })

  test('has three encodings, and a workbook of three sheets, one of them hidden', async () => {
    const encodings = await Promise.all(
      ['report', 'list', 'export'].map(
        async (layout) => (await linesOf(`layout=${layout}&as=csv`)).table.source,
      ),
    )
    expect(encodings).toMatchObject([{ encoding: 'utf-8' }, { encoding: 'cp949' }, { encoding: 'utf-16le' }])
    const { bytes } = await fileAt('layout=export&as=xlsx')
    expect(await parseStatementFile(bytes)).toMatchObject({
      refused: 'choose_sheet',
      sheets: [{ name: '요약' }, { name: '후원 상세' }, { name: '원본', hidden: true }],
    })
  })

  test('leaves out one donation of six, holds none of another channel, and is the same for a seed', async () => {
    for (let n = 1; n <= 12; n++) give(100_000 + n, longName)
    give(777_777, quiet, secondStreamer.channelId)
    const own = async (seed: number) =>
      (await linesOf(`layout=report&seed=${seed}`)).lines
        .map(({ amount }) => amount)
        .filter((one) => one > 100_000)
    const first = await own(1)
    expect(first.filter((one) => one < 200_000)).toHaveLength(10)
    expect(first).not.toContain(777_777)
    expect(await own(1)).toEqual(first)
    const others = await Promise.all([2, 3, 4].map(own))
    expect(others.some((other) => other.join() !== first.join())).toBe(true)
  })

  test('is offered in the studio, and nowhere for a channel or a layout that is none', async () => {
    const studio = await (await fetch(`${sandbox.base}/studio/${channelId}`)).text()
    expect(studio).toContain(`/studio/${channelId}/statement?layout=list&amp;as=xlsx&amp;seed=1`)
    expect((await fileAt('', '0'.repeat(32))).status).toBe(404)
    expect((await fileAt('layout=none')).status).toBe(422)
    const { headers } = await fileAt('as=xlsx&seed=12')
    expect(headers.get('content-disposition')).toBe('attachment; filename="statement-report-12.xlsx"')
  })
})
