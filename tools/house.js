import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** `npm run house`: the numbers by which the house is kept in order, with what each is meant to be. */
const list = (...places) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...places], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((name) => name && existsSync(name))

const files = list('app').filter((name) => /\.(tsx?|js|css)$/.test(name))
const sources = new Map(
  files.filter((name) => !name.endsWith('.css')).map((name) => [name, readFileSync(name, 'utf8')]),
)
const linesOf = (text) => text.trimEnd().split('\n')

const importers = new Map([...sources.keys()].map((name) => [name, new Set()]))
for (const [name, source] of sources)
  for (const target of importsOf(name, source)) importers.get(target)?.add(name)

const roomOf = (name) => path.posix.dirname(name)
const onlyForOneNeighbour = [...importers].filter(
  ([name, users]) =>
    users.size === 1 && roomOf([...users][0]) === roomOf(name) && roomOf(name) !== 'app/routes',
)
const short = [...sources].filter(
  ([name, text]) => !name.startsWith('app/routes/') && linesOf(text).length <= 10,
)
const long = [...sources].filter(([, text]) => linesOf(text).length > 250)

const all = [...sources.values()].flatMap(linesOf)
const share = (count) => (100 * count) / all.length
const importLines = [...sources.values()].reduce((sum, text) => sum + importLinesOf(text), 0)
const commentLines = [...sources.values()].reduce((sum, text) => sum + commentLinesOf(text), 0)
const literalAddresses = [...sources].flatMap(([name, text]) =>
  name.startsWith('app/chzzk/sandbox/') ? [] : (text.match(/\baction="\/|action=\{`\//g) ?? []),
)

const CONFIRM = 'app/routes/donations.$id.confirm.ts'
const shared = loadedBy('app/http/pipeline/endpoint.server.ts')
const own = [...loadedBy(CONFIRM)].filter((name) => !shared.has(name))
const styles = list('app/ui/styles').map((name) =>
  readFileSync(name, 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''),
)
const selectors = styles.flatMap((text) => text.match(/[^{};]+(?=\{)/g) ?? [])
const classNames = new Set(selectors.flatMap((selector) => selector.match(/\.[a-z][\w-]*/gi) ?? []))

const rows = [
  ['files in app', files.length, 520],
  ['files that only one neighbour in the same folder imports', onlyForOneNeighbour.length, 30],
  ['files of 10 lines or less outside routes', short.length, 25],
  ['files of more than 250 lines', long.length, 0],
  ['import lines, %', share(importLines), 9],
  ['comment lines, %', share(commentLines), 4.5],
  ['literal form addresses', literalAddresses.length, 0],
  ['circles of imports', circles(), 0],
  ['modules that confirming a donation loads beside every endpoint’s', own.length, 40],
  ['global class names', classNames.size, 40],
]
for (const [what, is, atMost] of rows) {
  const shown = Number.isInteger(is) ? String(is) : is.toFixed(1)
  console.log(`${what.padEnd(64)} ${shown.padStart(6)}   at most ${atMost}${is > atMost ? '   ✗' : ''}`)
}
if (process.argv.includes('--names')) {
  console.log('\nonly for one neighbour:', ...onlyForOneNeighbour.map(([name]) => `\n  ${name}`))
  console.log('\nshort:', ...short.map(([name]) => `\n  ${name}`))
  console.log('\nlong:', ...long.map(([name]) => `\n  ${name}`))
  console.log('\nloaded by confirming alone:', ...own.map((name) => `\n  ${name}`))
  console.log(`\nloaded by every endpoint (${shared.size}):`, ...[...shared].map((name) => `\n  ${name}`))
}

function importsOf(name, source) {
  const names = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier]) => specifier)
  return names.flatMap((specifier) => {
    const base = specifier.startsWith('~/')
      ? path.posix.join('app', specifier.slice(2))
      : specifier.startsWith('.')
        ? path.posix.join(path.posix.dirname(name), specifier)
        : null
    const found =
      base && ['', '.ts', '.tsx', '.js', '/index.ts'].map((end) => base + end).find((one) => sources.has(one))
    return found ? [found] : []
  })
}

/** The modules that run where this one does: an import of types alone loads nothing. */
function loadedBy(start) {
  const TYPES = /^import (?:type\b[^']*|\{(?:\s*type [^,}]+,?)+\s*\} )from '[^']+'/gm
  const loaded = new Set([start])
  for (const name of loaded)
    for (const target of importsOf(name, (sources.get(name) ?? '').replace(TYPES, ''))) loaded.add(target)
  return loaded
}

function importLinesOf(text) {
  return [...text.matchAll(/^import\b[\s\S]*?(?:from )?'[^']+'$/gm)].reduce(
    (sum, [statement]) => sum + statement.split('\n').length,
    0,
  )
}

function commentLinesOf(text) {
  return linesOf(text).filter((line) => /^\s*(\/\/|\/\*|\*|\{\/\*)/.test(line)).length
}

function circles() {
  const done = new Set()
  let found = 0
  const walk = (name, trail) => {
    if (trail.has(name)) found++
    if (done.has(name) || trail.has(name)) return
    for (const target of importsOf(name, sources.get(name) ?? '')) walk(target, new Set([...trail, name]))
    done.add(name)
  }
  for (const name of sources.keys()) walk(name, new Set())
  return found
}
