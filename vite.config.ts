import { fileURLToPath } from 'node:url'
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin, type Rollup } from 'vite'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
  /** Loaders' types arrive in pages as they are. */
  interface Future {
    v3_singleFetch: true
  }
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

/** Endpoints have nothing for a browser, and a comment inside a library is its author's matter: neither is warned of. */
function warnOfOurs(warning: Rollup.RollupLog, warn: (warning: Rollup.RollupLog) => void) {
  if (warning.code !== 'EMPTY_BUNDLE' && warning.code !== 'INVALID_ANNOTATION') warn(warning)
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig), calmFonts, plainImports],
  resolve: {
    alias: {
      '~': fileURLToPath(new URL('./app', import.meta.url)),
      '#prisma': fileURLToPath(new URL('./generated/prisma/client.ts', import.meta.url)),
    },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: { onwarn: warnOfOurs },
  },
  optimizeDeps: { exclude: ['@electric-sql/pglite', '@electric-sql/pglite-socket', '@prisma/client', 'pg'] },
})
