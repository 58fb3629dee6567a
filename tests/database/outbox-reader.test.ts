import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type OutboxAnswer, OutboxReader, type OutboxSource } from '~/db/outbox-reader'

/** What may happen next; a poll's answer is taken when it is asked and arrives whenever it does. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('write' as const) },
  { weight: 4, arbitrary: fc.constant('wait' as const) },
  { weight: 4, arbitrary: fc.constant('time' as const) },
  { weight: 4, arbitrary: fc.constant('answer' as const) },
  { weight: 1, arbitrary: fc.constant('fail' as const) },
  { weight: 1, arbitrary: fc.constant('lose' as const) },
  { weight: 2, arbitrary: fc.constant('connect' as const) },
)

type Asked = { answer: () => void; fail: () => void }

/** One writer, whose transactions commit in their order: what became of others is PostgreSQL's to say. */
function createWorld() {
  const written: string[] = []
  const known = new Set<string>()
  const asked: Asked[] = []
  const wrong: unknown[] = []
  const reader = new OutboxReader((error) => {
    if (String(error) !== 'Error: failed') wrong.push(error)
  })
  let isNew = false
  reader.onChanges((topics) => {
    if (isNew && topics) wrong.push('a new connection went on from the one before')
    isNew = false
    for (const topic of topics ?? written.slice(0, answered)) known.add(topic)
  })
  let answered = 0
  const source = (isCounted: boolean): OutboxSource => {
    let countAtAnswer = -1
    let underWay = 0
    return {
      isUnchanged: () => isCounted && countAtAnswer === written.length,
      ask: ({ seenUntil }) => {
        expect(++underWay, 'polls at once').toBe(1)
        const until = written.length
        const answer: OutboxAnswer = {
          snapshot: `${until}:${until}:`,
          server: 'one',
          seconds: 0,
          topics: seenUntil === null ? [] : written.slice(Number(seenUntil), until),
        }
        return new Promise((resolve, reject) =>
          asked.push({
            answer: () => {
              answered = until
              countAtAnswer = until
              underWay--
              resolve(answer)
            },
            fail: () => {
              underWay--
              reject(new Error('failed'))
            },
          }),
        )
      },
    }
  }
  const connect = (isCounted: boolean) => {
    isNew = true
    reader.use(source(isCounted))
  }
  return { written, known, asked, reader, connect, wrong }
}

test('whoever is sure knows everything that was written before they asked, and nobody waits for nothing', async () => {
  vi.useFakeTimers()
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(step, { minLength: 30, maxLength: 80 }),
        async (isCounted, steps) => {
          const { written, known, asked, reader, connect, wrong } = createWorld()
          let waiting = 0
          const acts = {
            write: () => written.push(`page ${written.length}`),
            wait: () => {
              const before = [...written]
              waiting++
              reader.afterPoll((isSure) => {
                waiting--
                if (isSure) wrong.push(...before.filter((topic) => !known.has(topic)))
              })
            },
            time: () => vi.advanceTimersByTime(1),
            answer: () => asked.shift()?.answer(),
            fail: () => asked.shift()?.fail(),
            lose: () => reader.use(null),
            connect: () => connect(isCounted),
          }
          for (const next of ['connect' as const, ...steps]) {
            acts[next]()
            await flush()
          }
          acts.connect()
          for (let n = 0; n < 3; n++) {
            acts.time()
            await flush()
            for (const { answer } of asked.splice(0)) answer()
            await flush()
          }
          expect(wrong).toEqual([])
          expect(waiting).toBe(0)
        },
      ),
      { numRuns: 300 },
    )
  } finally {
    vi.useRealTimers()
  }
})

async function flush() {
  for (let n = 0; n < 8; n++) await Promise.resolve()
}

test.each([
  ['follows the answer before', {}, ['page a', 'page b']],
  ['comes from another start of the server', { server: 'two' }, null],
  ['comes later than rows are certainly kept', { seconds: 31 }, null],
  ['comes from before the answer before, by a clock that was set', { seconds: -31 }, null],
  ['is cut off', { topics: Array.from({ length: 10_001 }, (_, n) => `page ${n}`) }, null],
])('an answer that %s', async (_, answer, published) => {
  const answers: OutboxAnswer[] = [
    { snapshot: '5:7:5', server: 'one', seconds: 0, topics: [] },
    { snapshot: '8:8:', server: 'one', seconds: 1, topics: ['page a', 'page b', 'page a'], ...answer },
  ]
  const asked: unknown[] = []
  const reader = new OutboxReader((error) => expect.unreachable(String(error)))
  const heard: unknown[] = []
  reader.onChanges((topics) => heard.push(topics))
  reader.use({
    isUnchanged: () => false,
    ask: async (since) => {
      asked.push(since)
      return answers.shift() ?? expect.unreachable('a third poll')
    },
  })
  for (let n = 0; n < 2; n++) expect(await new Promise((resolve) => reader.afterPoll(resolve))).toBe(true)
  expect(asked).toEqual([
    { seenUntil: null, underWay: [] },
    { seenUntil: '7', underWay: ['5'] },
  ])
  expect(heard).toEqual([null, published])
})
