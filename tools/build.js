import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const SOURCES = [
  'app',
  'public',
  'prisma',
  'package-lock.json',
  'remix.config.js',
  'vite.config.ts',
  'tsconfig.json',
]
const STAMP = 'build/stamp.txt'

/** Builds when the build is missing or older than its sources; where there are none, as in the image, it is as it came. */
export function buildIfStale() {
  if (!existsSync('app/root.tsx')) return
  const stamp = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) throw new Error('The build failed')
  writeFileSync(STAMP, stamp)
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(files)) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

function files(place) {
  if (!existsSync(place)) return []
  if (statSync(place).isFile()) return [place]
  const names = readdirSync(place, { recursive: true }).map((name) => path.join(place, String(name)))
  return names.filter((name) => statSync(name).isFile()).sort()
}

if (process.argv[1] === import.meta.filename) buildIfStale()
