import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Another commit's files with our packages, built once; outside of this tree, whose .gitignore a build would obey. */
export function checkOut(name) {
  const sha = execFileSync('git', ['rev-parse', name], { encoding: 'utf8' }).trim()
  const folder = path.join(tmpdir(), 'melt-compare', sha)
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    const archive = execFileSync('git', ['archive', sha], { maxBuffer: 1 << 30 })
    execFileSync('tar', ['-x', '-C', folder], { input: archive })
    symlinkSync(realpathSync('node_modules'), path.join(folder, 'node_modules'))
  }
  const { status } = spawnSync(process.execPath, ['tools/build.js'], { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error(`${name} could not be built`)
  return folder
}
