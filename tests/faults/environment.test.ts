import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { templateFolder } from '../support/template'
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
  return { code, said: melt.output() }
}

describe('A start', () => {
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
    ['DATABASE_URL', { DATABASE_URL: 'mysql://somewhere/else' }],
    ['PORT', { PORT: '80x' }],
    ['PORT', { PORT: '70000' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['MELT_RATE_LIMITS', { MELT_RATE_LIMITS: 'maybe' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('with a bad or missing %s names it and stops: %o', { timeout: 30_000 }, async (name, variables) => {
    const { code, said } = await refusal(variables)
    expect(code).toBeGreaterThan(0)
    expect(said).toContain('The environment is not usable')
    expect(said).toContain(name)
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
    expect(code).toBeGreaterThan(0)
    expect(said).toContain('EADDRINUSE')
    await first.end()
  })

  test('again, on a folder that is there, takes seconds', async () => {
    const melt = await launch({ MELT_DATA_DIR: folder })
    const tookMs = await melt.opened()
    console.info(`A restart on the embedded database took ${Math.round(tookMs)} ms`)
    expect(tookMs).toBeLessThan(20_000)
    await melt.end()
  })
})
