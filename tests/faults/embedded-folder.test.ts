import { chmodSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ensureFolder } from '~/db/embedded/folder.js'
import { onPostgres } from './embedded'

test.skipIf(onPostgres)(
  'Only its owner looks into the embedded database, whatever mode its folder came with',
  async () => {
    const parent = mkdtempSync(path.join(tmpdir(), 'melt-mode-'))
    chmodSync(parent, 0o755)
    const data = path.join(parent, 'pg')
    await ensureFolder(data)
    expect(statSync(data).mode & 0o777).toBe(0o700)
    chmodSync(data, 0o755)
    await ensureFolder(data)
    expect(statSync(data).mode & 0o777).toBe(0o700)
  },
)
