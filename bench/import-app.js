import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const app = fileURLToPath(new URL('../app', import.meta.url))

/**
 * A module of the application with all that it imports, so that what is measured is what the application does.
 *
 * @param {string} file under app/
 */
export async function importApp(file) {
  const { module } = await runnerImport(`${app}/${file}`, {
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '~': app } },
  })
  return module
}
