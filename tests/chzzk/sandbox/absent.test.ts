import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchMelt } from '../../../tools/melt-process.js'
import { ownVariables } from '../../faults/process'

/** The name under which the sandbox keeps its memory stands in its code alone, minified or not. */
const MARK = 'meltSandbox'

const folder = mkdtempSync(path.join(tmpdir(), 'melt-modules-'))
const list = path.join(folder, 'modules.txt')
let melt: Awaited<ReturnType<typeof launchMelt>>

beforeAll(async () => {
  const real = { CHZZK_SANDBOX: '0', CHZZK_CLIENT_ID: 'an-id', CHZZK_CLIENT_SECRET: 'a-secret' }
  const nowhere = { CHZZK_API_URL: 'http://127.0.0.1:9', CHZZK_WEB_URL: 'http://127.0.0.1:9' }
  const variables = ownVariables({
    ...real,
    ...nowhere,
    PUBLIC_URL: 'https://melt.example',
    LOADED_MODULES: list,
  })
  melt = await launchMelt(variables, ['--import', './tests/support/log-modules.js'])
  await melt.opened()
})
afterAll(async () => {
  await melt.end('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('a production process with real credentials loads nothing of the sandbox', async () => {
  expect((await fetch(`${melt.url}/sandbox/chzzk/switches`)).status).toBe(404)
  expect((await fetch(`${melt.url}/`)).status).toBe(200)
  const loaded = readFileSync(list, 'utf8')
    .split('\n')
    .filter((url) => url.includes('/build/server/'))
    .map((url) => fileURLToPath(url))
  expect(loaded.length).toBeGreaterThan(0)
  expect(loaded.filter((file) => readFileSync(file, 'utf8').includes(MARK))).toEqual([])
  const built = readdirSync('build/server/assets').filter((file) =>
    readFileSync(path.join('build/server/assets', file), 'utf8').includes(MARK),
  )
  expect(built.length, 'the sandbox is in the build, in a part of its own').toBeGreaterThan(0)
})
