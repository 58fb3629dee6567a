import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { stranger, useMelt } from '../../support/melt'

vi.hoisted(() => {
  process.env.MELT_SERVICE_WORKER = 'off'
})

useMelt()

test('Switched off, the worker’s address brings one that takes itself away', async () => {
  const response = await stranger.get('/sw.js', '*/*')
  expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-cache'])
  const code = await response.text()
  expect(code).toBe(readFileSync('public/sw-retired.js', 'utf8'))
  expect(code).toContain('registration.unregister()')
})
