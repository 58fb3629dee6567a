import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { contract } from '~/http/contract'

const files = readdirSync('app', { recursive: true })
  .map((name) => path.join('app', String(name)))
  .filter((name) => /\.(ts|tsx|js)$/.test(name))
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))

/** Every import of a file as a path from the project's root, types included. */
function importsOf(file: string): string[] {
  const source = sources.get(file) ?? ''
  const names = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name)
  return names.flatMap((name) => pathsOf(file, name))
}

function pathsOf(file: string, name: string): string[] {
  if (name.startsWith('~/')) return [resolve(path.join('app', name.slice(2)))]
  if (name.startsWith('.')) return [resolve(path.join(path.dirname(file), name))]
  return []
}

function resolve(place: string) {
  const candidates = [place, ...['.ts', '.tsx', '.js', '.d.ts', '/index.ts'].map((ending) => place + ending)]
  return candidates.find((candidate) => sources.has(candidate)) ?? place
}

/** The modules that a file needs as it runs: what is imported for its types alone is gone by then. */
function closureOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const source = sources.get(file) ?? ''
  const typesOnly = [...source.matchAll(/^import (?:type [^']*|\{(?:\s*type \w+,?)+\s*\}) from '([^']+)'/gm)]
  const forTypes = new Set(typesOnly.flatMap(([, name = '']) => pathsOf(file, name)))
  for (const target of importsOf(file)) if (!forTypes.has(target)) closureOf(target, seen)
  return seen
}

const roomOf = (file: string) => file.split(path.sep).slice(1, 2)[0] ?? ''
const nounOf = (file: string) => /^app\/domain\/([a-z-]+)\//.exec(file)?.[1]

/** What one act may take to run, down to the driver of the database, beside the pipeline that every endpoint takes. */
const MAX_MODULES_PER_ACT = 40
const MAX_MODULES_OF_PIPELINE = 36

/** What each room may import besides itself (docs/tour.md §1). */
const MAY_IMPORT: Record<string, string[]> = {
  routes: ['http', 'domain', 'chzzk', 'ui', 'db', 'copy'],
  http: ['domain', 'chzzk', 'copy'],
  domain: ['chzzk', 'db', 'files'],
  chzzk: [],
  db: [],
  files: [],
  copy: ['domain'],
  ui: ['domain', 'http', 'copy'],
  enhance: ['copy'],
}
/** Their order is who may lean on whom: a noun imports only those before it. */
const NOUNS = [
  'core',
  'auth',
  'rate-limits',
  'blocklist',
  'channels',
  'broadcast',
  'messages',
  'files',
  'badges',
  'vips',
  'proofs',
  'donations',
  'statements',
  'chzzk-events',
  'letters',
  'feed',
  'moderation',
  'notifications',
  'live',
  'stats',
  'settlement',
  'visitors',
  'rewards',
  'admin',
  'account',
]

describe('The house', () => {
  test('imports go one way between rooms', () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file)
      const allowed = MAY_IMPORT[room]
      if (!allowed) return []
      return importsOf(file)
        .filter(
          (target) =>
            MAY_IMPORT[roomOf(target)] && roomOf(target) !== room && !allowed.includes(roomOf(target)),
        )
        .map((target) => `${file} → ${target}`)
    })
    expect(wrong).toEqual([])
  })

  test('inside the domain no noun imports one to its right', () => {
    const wrong = files.flatMap((file) => {
      const noun = nounOf(file)
      if (!noun) return []
      return importsOf(file)
        .filter((target) => NOUNS.indexOf(nounOf(target) ?? noun) > NOUNS.indexOf(noun))
        .map((target) => `${file} → ${target}`)
    })
    expect(wrong).toEqual([])
    expect(files.map(nounOf).filter((noun) => noun && !NOUNS.includes(noun))).toEqual([])
  })

  test('no import goes in a circle, types included', () => {
    const done = new Set<string>()
    const circles: string[] = []
    const walk = (file: string, trail: string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
      if (done.has(file) || trail.includes(file)) return
      for (const target of importsOf(file)) walk(target, [...trail, file])
      done.add(file)
    }
    for (const file of files) walk(file, [])
    expect(circles).toEqual([])
  })

  test('only domain and db reach the database, and pages and components only what is pure of http', () => {
    const reaching = files.filter((file) =>
      importsOf(file).some((target) => /^app\/db\/(client|pool)/.test(target)),
    )
    expect(reaching.filter((file) => !/^app\/(domain\/|db\/|seed)/.test(file))).toEqual([])
    const uiToServer = files.filter(
      (file) => roomOf(file) === 'ui' && importsOf(file).some((target) => target.includes('.server')),
    )
    expect(uiToServer).toEqual([])
  })

  test('a domain file without .server is pure: no database, no clock, no network', () => {
    const impure = files.filter((file) => file.startsWith('app/domain/') && !file.includes('.server'))
    const wrong = impure.filter((file) =>
      /Date\.now|new Date\(\)|fetch\(|\.server'/.test(sources.get(file) ?? ''),
    )
    expect(wrong).toEqual([])
  })

  test('nobody imports from routes', () => {
    expect(
      files.filter((file) => importsOf(file).some((target) => target.startsWith('app/routes/'))),
    ).toEqual([])
  })

  test('no file is over 200 lines, most are a topic of under 100, and none is a drawer', () => {
    const lengths = [...sources].map(([file, source]) => ({ file, lines: source.split('\n').length - 1 }))
    expect(lengths.filter(({ lines }) => lines > 200)).toEqual([])
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100)
    expect(
      files.filter((file) => /(^|[/-])(utils?|helpers?|misc|service|common)([./-]|$)/.test(file)),
    ).toEqual([])
  })

  test('every endpoint of the contract is a route of that name with that method', () => {
    const missing = Object.keys(contract).filter((key) => {
      const [, address = ''] = key.split(' ')
      const name = address.slice(1).replaceAll('.', '[.]').replaceAll('/', '.').replaceAll(':', '$')
      const route = [`app/routes/${name}.ts`, `app/routes/${name}._index.ts`].find((file) => existsSync(file))
      return !route || !readFileSync(route, 'utf8').includes(`'${key}'`)
    })
    expect(missing).toEqual([])
  })

  test('an act needs its own noun of the contract and few modules', () => {
    const closure = [...closureOf('app/routes/donations.$id.confirm.ts')].filter((file) => sources.has(file))
    const nouns = closure.filter((file) =>
      /^export const \w+Operations\b/m.test(
        (file.startsWith('app/http/contract/') && sources.get(file)) || '',
      ),
    )
    expect(nouns).toEqual(['app/http/contract/donations.ts'])
    expect(closure).not.toContain('app/http/contract/index.ts')
    expect(closure.filter((file) => roomOf(file) === 'chzzk')).toEqual([])
    const shared = closureOf('app/http/pipeline/endpoint.server.ts')
    expect([...shared].filter((file) => sources.has(file)).length).toBeLessThanOrEqual(
      MAX_MODULES_OF_PIPELINE,
    )
    expect(closure.filter((file) => !shared.has(file)).length).toBeLessThanOrEqual(MAX_MODULES_PER_ACT)
  })

  test('a noun of the contract leans on no other, the export of all of them aside', () => {
    const SHARED = /^app\/http\/contract\/(operation|shapes)\.ts$/
    const NO_NOUNS = /\/(account|index|form|openapi\.server)\.ts$/
    const wrong = files
      .filter((file) => file.startsWith('app/http/contract/') && !NO_NOUNS.test(file))
      .flatMap((file) =>
        importsOf(file).filter((target) => target.startsWith('app/http/contract/') && !SHARED.test(target)),
      )
    expect(wrong).toEqual([])
  })

  test('no form names its address, its method or its fields by hand', () => {
    const pages = [...sources].filter(([file]) => !file.startsWith('app/chzzk/sandbox/'))
    const byHand = pages.filter(([, source]) => /\baction=(?:"\/|\{[`']\/)/.test(source))
    expect(byHand.map(([file]) => file)).toEqual([])
    const HOMES = ['app/http/contract/form.ts', 'app/http/pipeline/resolve.server.ts']
    const methods = pages.filter(
      ([file, source]) =>
        /\b_method\b/.test(source) && !HOMES.includes(file) && !file.startsWith('app/ui/form/'),
    )
    expect(methods.map(([file]) => file)).toEqual([])
    const fields = pages.flatMap(([file, source]) =>
      [...source.matchAll(/<(OperationForm|PreparedForm)\b[\s\S]*?<\/\1>/g)]
        .filter(([form]) => !file.startsWith('app/ui/form/') && /\sname=(?:"|\{[`'])/.test(form))
        .map(() => file),
    )
    expect(fields).toEqual([])
  })

  test('the example names every variable that Melt reads', () => {
    const read = [...(sources.get('app/env.server.ts') ?? '').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(
      ([, name]) => name,
    )
    const example = readFileSync('.env.example', 'utf8')
    expect(read.length).toBeGreaterThan(15)
    const named = (name = '') => new RegExp(`^(# )?${name}=`, 'm').test(example)
    expect(read.filter((name) => name !== 'NODE_ENV' && !named(name))).toEqual([])
  })

  test('Melt never writes into CHZZK chat and the interface never uses a word of lending', () => {
    for (const [file, source] of sources) {
      expect(source, file).not.toMatch(/chats\/(send|notice|blind)/)
      expect(source, file).not.toMatch(/대출|빌려드|이자|한도|신용|보장/)
    }
  })
})
