import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

const OLDEST = 15

/** The folder of this machine's PostgreSQL server, 15 or newer; undefined where there is none. */
export function findServer() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian)
    ? readdirSync(debian)
        .map(Number)
        .sort((a, b) => b - a)
    : []
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    ...versions.map((version) => `${debian}/${version}/bin`),
  ]
  return folders.find((place) => {
    if (!existsSync(path.join(place, 'initdb')) || !existsSync(path.join(place, 'postgres'))) return false
    const { stdout } = spawnSync(path.join(place, 'postgres'), ['--version'], { encoding: 'utf8' })
    return Number.parseInt(stdout.replace(/\D*/, ''), 10) >= OLDEST
  })
}
