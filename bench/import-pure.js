import { readFileSync } from 'node:fs'
import { transformWithEsbuild } from 'vite'

/**
 * A file of the application that imports nothing, so that what is measured is what the application does.
 *
 * @param {string} file
 */
export async function importPure(file) {
  const { code } = await transformWithEsbuild(readFileSync(file, 'utf8'), file)
  return import(`data:text/javascript,${encodeURIComponent(code)}`)
}
