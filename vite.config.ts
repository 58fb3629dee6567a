import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { build, defineConfig, type Plugin, type Rollup } from 'vite'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
  /** Loaders' types arrive in pages as they are. */
  interface Future {
    v3_singleFetch: true
  }
}

const alias = {
  '~': fileURLToPath(new URL('./app', import.meta.url)),
  '#prisma': fileURLToPath(new URL('./generated/prisma/client.ts', import.meta.url)),
}

/** Pretendard shows only where it is there at once, so that no line of text ever moves. */
const calmFonts: Plugin = {
  name: 'melt-calm-fonts',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'asset' && /fonts-.*\.css$/.test(file.fileName)) {
        file.source = String(file.source).replaceAll(/font-display:\s*swap/g, 'font-display:optional')
      }
    }
  },
}

/** The one script loads a module of few pages as browsers do; Vite's way of preloading styles and more would weigh as much as that script may grow. */
const plainImports: Plugin = {
  name: 'melt-plain-imports',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : null),
}

/** One classic script at the root that shares no module with a page: not every browser takes a module as its service worker. */
async function buildWorker(version: string) {
  const { output } = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    define: { MELT_BUILD: JSON.stringify(version) },
    resolve: { alias },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: 'app/enhance/worker/worker.ts', output: { format: 'iife' } },
    },
  })) as Rollup.RollupOutput
  return output[0].code
}

/** /sw.js, which names its build: another build is another worker, whose browser lets go of what the last one kept. */
const serviceWorker: Plugin = {
  name: 'melt-service-worker',
  enforce: 'post',
  apply: (_config, { isSsrBuild }) => !isSsrBuild,
  configureServer({ middlewares }) {
    middlewares.use('/sw.js', (_request, response, next) => {
      const send = (code: string) => {
        response.setHeader('Content-Type', 'text/javascript')
        response.setHeader('Cache-Control', 'no-cache')
        response.end(code)
      }
      buildWorker('dev').then(send, next)
    })
  },
  async generateBundle(_options, bundle) {
    const names = Object.keys(bundle).sort().join('\n')
    const version = createHash('sha256').update(names).digest('hex').slice(0, 12)
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: await buildWorker(version) })
  },
}

/** Endpoints have nothing for a browser, and a comment inside a library is its author's matter: neither is warned of. */
function warnOfOurs(warning: Rollup.RollupLog, warn: (warning: Rollup.RollupLog) => void) {
  if (warning.code !== 'EMPTY_BUNDLE' && warning.code !== 'INVALID_ANNOTATION') warn(warning)
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig), calmFonts, plainImports, serviceWorker],
  resolve: { alias },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: { onwarn: warnOfOurs },
  },
  optimizeDeps: { exclude: ['@electric-sql/pglite', '@electric-sql/pglite-socket', '@prisma/client', 'pg'] },
})
