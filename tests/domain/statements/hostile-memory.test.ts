import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { hostileFiles } from './hostile-files'

const HEAP_MEGABYTES = 256
const MAX_GROWTH_MEGABYTES = 450
const CHILD = 'tests/domain/statements/child/read-files.js'

test('No hostile file takes more memory than a small server has, one after the other in one process', {
  timeout: 180_000,
}, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'melt-hostile-'))
  for (const [n, [, bytes]] of hostileFiles.entries()) writeFileSync(path.join(folder, String(n)), bytes)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${HEAP_MEGABYTES}`, CHILD, folder],
    { encoding: 'utf8', maxBuffer: 10_000_000 },
  )
  rmSync(folder, { recursive: true })
  expect({ status, stderr: stderr.slice(0, 2_000) }).toEqual({ status: 0, stderr: '' })
  const { found, grewMegabytes } = JSON.parse(stdout) as { found: object; grewMegabytes: number }
  expect(Object.keys(found)).toHaveLength(hostileFiles.length)
  expect(grewMegabytes).toBeLessThan(MAX_GROWTH_MEGABYTES)
})
