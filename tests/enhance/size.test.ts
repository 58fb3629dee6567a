import { Buffer } from 'node:buffer'
import { fileURLToPath } from 'node:url'
import { build, type Rollup } from 'vite'
import { beforeAll, expect, test } from 'vitest'

const MAX_BYTES = 8 * 1024
const MAX_WORKER_BYTES = 4 * 1024
const MODULES = ['verify', 'witness']
const alias = { '~': fileURLToPath(new URL('../../app', import.meta.url)) }

let files: Rollup.OutputChunk[]

/** As the build makes them: minified, what both need in a file of its own. */
beforeAll(async () => {
  const made = (await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias },
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

/** As vite.config.ts makes it. */
test('The service worker is one classic script of at most 4 KB', async () => {
  const made = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    define: { MELT_BUILD: '"build"' },
    resolve: { alias },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: 'app/enhance/worker/worker.ts', output: { format: 'iife' } },
    },
  })) as Rollup.RollupOutput
  expect(made.output).toHaveLength(1)
  const { code, imports } = made.output[0]
  expect([imports, /(?:^|[;}\n])(?:import|export)[\s{*]/.test(code)]).toEqual([[], false])
  expect(code).toContain('melt-feed-build')
  expect(Buffer.byteLength(code)).toBeGreaterThan(1_000)
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(MAX_WORKER_BYTES)
})
