import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseEnvironment } from '~/env.server'
import { templateFolder } from '../../tools/embedded-template.js'
import { startFailure } from '../../tools/start-failure.js'
import { usedFolder } from './embedded'
import { launch } from './process'

const folder = mkdtempSync(path.join(tmpdir(), 'melt-environment-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SECRET = 'long-enough-to-be-a-secret-0123456789'
const DATABASE_URL = 'postgresql://nobody@127.0.0.1:9/none'

/** What a start with these variables says before it ends; an empty value is a missing one. */
async function refusal(variables: Record<string, string>) {
  const melt = await launch({ MELT_DATA_DIR: folder, ...variables })
  const { code } = await melt.ended
  const said = melt.output()
  expect(said, 'no stack, nothing of our insides').not.toMatch(/^\s+at |node:|file:\/\/|node_modules|\{/m)
  return { code, said }
}

const failing = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: inner words`), { code, ...more })

describe('Why a start fails', () => {
  const listen = { syscall: 'listen', address: '0.0.0.0', port: 80 }
  test.each([
    [failing('EADDRINUSE', listen), '0.0.0.0:80 is in use already (HOST, PORT)'],
    [failing('EACCES', listen), '0.0.0.0:80 may not be opened by this user (PORT)'],
    [failing('EACCES', { path: '/data' }), '/data may not be written by this user (MELT_DATA_DIR)'],
    [failing('EROFS', { path: '/data' }), '/data is on a disk that only reads (MELT_DATA_DIR)'],
    [failing('ENOSPC', { path: '/data/x' }), '/data/x is on a disk that is full (MELT_DATA_DIR)'],
    [failing('28P01'), 'PostgreSQL at DATABASE_URL refuses the password'],
    [failing('3D000'), 'PostgreSQL at DATABASE_URL has no database of that name'],
    [failing('ECONNREFUSED'), 'PostgreSQL at DATABASE_URL cannot be reached'],
    ['a word', 'a word'],
  ])('is one sentence: %o', (error, sentence) => {
    expect(startFailure(error)).toBe(sentence)
  })
})

/** How a start puts it, without starting. */
function reasonOf(variables: Record<string, string>) {
  const given = { NODE_ENV: 'production' as const, CHZZK_SANDBOX: '1', MELT_DATA_DIR: folder, ...variables }
  try {
    parseEnvironment(given)
  } catch (error) {
    return startFailure(error)
  }
  return 'nothing'
}

describe('An environment', () => {
  test.each([
    ['CHZZK_CLIENT_ID', { CHZZK_SANDBOX: '' }],
    ['CHZZK_CLIENT_SECRET', { CHZZK_CLIENT_ID: 'an-id' }],
    [
      'PUBLIC_URL',
      { CHZZK_CLIENT_ID: 'id', CHZZK_CLIENT_SECRET: 'secret', PUBLIC_URL: 'http://melt.example' },
    ],
    ['SESSION_SECRET', { DATABASE_URL }],
    ['TOKEN_ENCRYPTION_KEY', { DATABASE_URL, SESSION_SECRET: SECRET }],
    ['SESSION_SECRET', { SESSION_SECRET: 'short' }],
    ['LEDGER_SIGNING_KEY', { LEDGER_SIGNING_KEY: 'dG9vIHNob3J0' }],
    ['MELT_LEDGER_SIGNING', { MELT_LEDGER_SIGNING: 'maybe' }],
    ['MELT_WITNESSES', { MELT_WITNESSES: 'https://witness.example' }],
    ['MELT_WITNESSES', { MELT_WITNESSES: 'witness.example+00000000+AAAA https://witness.example' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://somewhere/else' }],
    ['PORT', { PORT: '80x' }],
    ['PORT', { PORT: '70000' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['MELT_RATE_LIMITS', { MELT_RATE_LIMITS: 'maybe' }],
    ['MELT_PAGE_CACHE_MB', { MELT_PAGE_CACHE_MB: '-1' }],
    ['MELT_SERVICE_WORKER', { MELT_SERVICE_WORKER: 'maybe' }],
    ['MELT_ADVANCE_RATE', { MELT_ADVANCE_RATE: '0.9' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SHUTDOWN_GRACE_SECONDS', { SHUTDOWN_GRACE_SECONDS: '30' }],
  ])('with a bad or missing %s is refused by that name: %o', (name, variables) => {
    const said = reasonOf(variables)
    expect(said).toContain('The environment is not usable')
    expect(said).toContain(name)
    expect(said.split('\n').length).toBeLessThanOrEqual(2)
  })
})

describe('A start', () => {
  test('with a bad environment names what is bad and stops', async () => {
    const { code, said } = await refusal({ TRUST_PROXY: 'yes' })
    expect(code).toBe(1)
    expect(said).toMatch(/^Melt cannot start: The environment is not usable:\nTRUST_PROXY: [^\n]+\n$/)
  })

  test('never repeats a secret it does not like', async () => {
    const { said } = await refusal({ SESSION_SECRET: 'hunter2', TOKEN_ENCRYPTION_KEY: 'correct-horse' })
    expect(said).not.toMatch(/hunter2|correct-horse/)
  })

  test('on a port that is taken says so and stops', async () => {
    cpSync(templateFolder(), folder, { recursive: true })
    const first = await launch({ MELT_DATA_DIR: folder })
    await first.opened()
    const { code, said } = await refusal({ MELT_DATA_DIR: usedFolder(), PORT: new URL(first.url).port })
    expect(code).toBe(1)
    expect(said).toBe(`Melt cannot start: ${new URL(first.url).host} is in use already (HOST, PORT)\n`)
    await first.end()
  })

  test('on an address of another machine says so and stops', async () => {
    const { code, said } = await refusal({ MELT_DATA_DIR: usedFolder(), HOST: '192.0.2.1' })
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/^Melt cannot start: 192\.0\.2\.1:\d+ is no address of this machine \(HOST\)\n$/),
    ])
  })

  test('on a data directory that it may not use says so and stops', async () => {
    const file = path.join(folder, 'a-file')
    writeFileSync(file, '')
    const places = { [path.join(file, 'below')]: 'leads through a file, not a folder', [file]: 'a file' }
    for (const MELT_DATA_DIR of Object.keys(places)) {
      const { code, said } = await refusal({ MELT_DATA_DIR })
      expect([code, said]).toEqual([
        1,
        expect.stringMatching(/^Melt cannot start: \/.+ \(MELT_DATA_DIR\)\n$/),
      ])
      expect(said).toContain(file)
    }
  })

  test.skipIf(process.getuid?.() === 0)(
    'on a data directory of somebody else says so and stops',
    async () => {
      const closed = path.join(folder, 'closed')
      mkdirSync(closed)
      chmodSync(closed, 0o500)
      const { code, said } = await refusal({ MELT_DATA_DIR: closed })
      expect([code, said]).toEqual([
        1,
        expect.stringContaining('may not be written by this user (MELT_DATA_DIR)'),
      ])
    },
  )

  test('on a PostgreSQL that is none says so and stops', async () => {
    const stranger = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    )
    await once(stranger, 'listening')
    const { port } = stranger.address() as AddressInfo
    const secrets = { SESSION_SECRET: SECRET, TOKEN_ENCRYPTION_KEY: SECRET }
    const { code, said } = await refusal({
      DATABASE_URL: `postgresql://melt@127.0.0.1:${port}/melt`,
      ...secrets,
    })
    stranger.close()
    expect([code, said]).toEqual([1, expect.stringMatching(/^Melt cannot start: .+\n$/)])
  })

  test('again, on a folder that is there, takes seconds', async () => {
    const melt = await launch({ MELT_DATA_DIR: folder })
    const tookMs = await melt.opened()
    console.info(`A restart on the embedded database took ${Math.round(tookMs)} ms`)
    expect(tookMs).toBeLessThan(20_000)
    await melt.end()
  })
})
