import { Buffer } from 'node:buffer'
import { fileURLToPath } from 'node:url'
import { build, type Rollup } from 'vite'
import { beforeAll, expect, test } from 'vitest'

const MAX_BYTES = 8 * 1024
const MODULES = ['verify', 'witness']

let files: Rollup.OutputChunk[]

/** As the build makes them: minified, what both need in a file of its own. */
beforeAll(async () => {
  const made = (await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '~': fileURLToPath(new URL('../../app', import.meta.url)) } },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: MODULES.map((name) => `app/enhance/${name}.ts`),
        preserveEntrySignatures: 'strict',
      },
    },
  })) as Rollup.RollupOutput
  files = made.output.filter((file) => file.type === 'chunk')
})

test.each(MODULES)('The script of %s has at most 8 KB, with all that it imports', (name) => {
  const own = files.find((file) => file.name === name) ?? expect.fail()
  const loaded = [
    own,
    ...own.imports.map((name) => files.find((file) => file.fileName === name) ?? expect.fail()),
  ]
  expect(loaded.flatMap(({ imports }) => imports).every((name) => own.imports.includes(name))).toBe(true)
  const bytes = loaded.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0)
  expect(bytes).toBeGreaterThan(2_000)
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES)
})
