import { describe, expect, test } from 'vitest'
import {
  CONNECTION_LABELS,
  connectionCopy,
  gapsCopy,
  lastTestCopy,
  noGapCopy,
  troubleCopy,
} from '~/copy/ko/chzzk-events'
import { expectedAmount } from '~/domain/donations/presenter'
import type { ConnectionStatus } from '~/ui/chzzk-events/connection-card'

type State = ConnectionStatus['connection']['state']

const asOf = '2026-11-22T05:03:30.000Z'
const kst = (text: string) => new Date(`${text}:00+09:00`).toISOString()
const connection = (state: State, since: string | null = null) => ({ state, since, trouble: null })

describe('A gap is told in Korean time', () => {
  test.each([
    ['of one day', '2026-11-20T02:10', '2026-11-20T02:25', '11월 20일 02:10–02:25에는 신호를 받지 못했어요'],
    [
      'over midnight in Korea',
      '2026-11-20T23:50',
      '2026-11-21T00:10',
      '11월 20일 23:50–11월 21일 00:10에는 신호를 받지 못했어요',
    ],
    [
      'over a day in London only',
      '2026-11-20T08:59',
      '2026-11-20T09:01',
      '11월 20일 08:59–09:01에는 신호를 받지 못했어요',
    ],
    ['of a moment', '2026-11-20T02:10', '2026-11-20T02:10', '11월 20일 02:10에 잠깐 신호를 받지 못했어요'],
    [
      'over New Year',
      '2026-12-31T23:59',
      '2027-01-01T00:00',
      '12월 31일 23:59–1월 1일 00:00에는 신호를 받지 못했어요',
    ],
  ])('%s', (_, from, to, said) => {
    const gaps = [{ from: kst(from), to: kst(to) }]
    expect(gapsCopy({ mode: 'auto', connection: connection('connected', kst(to)), gaps }, asOf)).toEqual([
      said,
    ])
  })

  test.each(['connecting', 'trouble'] as const)('that goes on while %s has no end', (state) => {
    const [open, closed] = [
      { from: kst('2026-11-22T13:00'), to: asOf },
      { from: kst('2026-11-20T02:10'), to: kst('2026-11-20T02:25') },
    ]
    const said = gapsCopy(
      { mode: 'auto', connection: connection(state, open.from), gaps: [open, closed] },
      asOf,
    )
    expect(said).toEqual([
      '11월 22일 13:00부터 신호를 받지 못하고 있어요',
      '11월 20일 02:10–02:25에는 신호를 받지 못했어요',
    ])
  })

  test('that is older than what is looked back at has no beginning, and moments of one minute are said once', () => {
    const from = new Date(Date.parse(asOf) - 7 * 24 * 60 * 60 * 1000).toISOString()
    const long = {
      mode: 'auto' as const,
      connection: connection('trouble', from),
      gaps: [{ from, to: asOf }],
    }
    expect(gapsCopy(long, asOf)).toEqual(['7일 넘게 신호를 받지 못하고 있어요'])
    const moment = { from: '2026-11-22T05:00:01.000Z', to: '2026-11-22T05:00:04.000Z' }
    const next = { from: '2026-11-22T05:00:30.000Z', to: '2026-11-22T05:00:31.000Z' }
    const two = { mode: 'auto' as const, connection: connection('connected', next.to), gaps: [next, moment] }
    expect(gapsCopy(two, asOf)).toEqual(['11월 22일 14:00에 잠깐 신호를 받지 못했어요'])
  })
})

describe('No gap', () => {
  const old = '2026-11-01T00:00:00.000Z'
  test.each([
    ['auto', connection('connected', old), '지난 7일 동안 빠짐없이 받았어요'],
    ['assist', connection('connected', kst('2026-11-22T13:00')), '켜 둔 동안에는 빠짐없이 받았어요'],
    ['auto', connection('connecting'), null],
    ['off', connection('off'), null],
  ] as const)('%s %j', (mode, connection, said) => {
    expect(noGapCopy({ mode, connection, gaps: [] }, asOf)).toBe(said)
  })
  test('is not said beside one', () => {
    const gaps = [{ from: old, to: old }]
    expect(noGapCopy({ mode: 'auto', connection: connection('connected', old), gaps }, asOf)).toBeNull()
  })
})

describe('The connection', () => {
  const since = kst('2026-11-20T02:10')
  test.each([
    [connection('off'), '꺼짐', '지금은 치지직에서 신호를 받지 않아요'],
    [connection('connecting', asOf), '연결하는 중', '치지직에 연결하고 있어요. 보통 몇 초면 돼요'],
    [
      connection('connecting', since),
      '연결하는 중',
      '11월 20일 02:10부터 연결하고 있어요. 계속 다시 연결해 볼게요',
    ],
    [connection('connected', since), '연결됨', '11월 20일 02:10부터 신호를 받고 있어요'],
    [connection('trouble', since), '연결 안 됨', '11월 20일 02:10부터 신호를 받지 못하고 있어요'],
    [connection('trouble'), '연결 안 됨', '지금 신호를 받지 못하고 있어요'],
  ])('%j', (connection, word, said) => {
    expect([CONNECTION_LABELS[connection.state].word, connectionCopy(connection, asOf)]).toEqual([word, said])
  })
})

describe('Trouble is told with what to do about it', () => {
  test.each([
    ['grant_gone', /로그인이 끝나서/, /다시 로그인하면/, true],
    ['no_scope', /후원 조회를 허락받지/, /후원 조회에 동의해/, true],
    ['revoked', /후원 조회 동의가 풀렸어요/, /다시 로그인하면/, true],
    ['no_slot', /다른 프로그램이 연결을 쓰고/, /닫아 주세요/, false],
    ['unavailable', /치지직이 응답하지 않아요/, /계속 다시 연결해/, false],
    ['not_connected', /치지직이 응답하지 않아요/, /계속 다시 연결해/, false],
    ['not_subscribed', /후원 신호를 받지 못했어요/, /계속 다시 연결해/, false],
    ['refused', /보내 주지 않았어요/, /계속 다시 연결해/, false],
    ['silent', /연결이 끊겼어요/, /계속 다시 연결해/, false],
    ['lost', /연결이 끊겼어요/, /계속 다시 연결해/, false],
    ['internal', /멜트에 문제가/, /계속 다시 연결해/, false],
    ['closed', /다시 시작하고/, /저절로/, false],
    ['lease_lost', /다시 시작하고/, /저절로/, false],
    ['died', /다시 시작하고/, /저절로/, false],
    ['constructor', /지금은 신호를 받을 수 없어요/, /계속 다시 연결해/, false],
  ])('%s', (trouble, what, todo, byLogin) => {
    const words = troubleCopy(trouble)
    expect(words.what).toMatch(what)
    expect(words.todo).toMatch(todo)
    expect(words.byLogin ?? false).toBe(byLogin)
  })
})

test.each([
  [null, '테스트 신호는 아직 오지 않았어요'],
  [kst('2026-11-22T14:03'), '테스트 신호가 14:03에 왔어요'],
  [kst('2026-11-21T23:59'), '테스트 신호가 11월 21일 23:59에 왔어요'],
])('A test that came %s', (at, said) => {
  expect(lastTestCopy(at, asOf)).toBe(said)
})

test.each([
  [{ signal: null, claimedAmount: null }, null],
  [{ signal: null, claimedAmount: 1000 }, 1000],
  [{ signal: { amount: 1500, receivedAt: asOf }, claimedAmount: 1000 }, 1500],
  [{ signal: { amount: null, receivedAt: asOf }, claimedAmount: 1000 }, 1000],
])('What a donation probably came to: %j', (donation, amount) => {
  expect(expectedAmount(donation)).toBe(amount)
})
