import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { contract } from '~/http/contract'

const PLACES = ['app', 'bench', 'docs', 'prisma/functions', 'public', 'tests', 'tools']
const SINGLE = ['.env.example', 'README.md', 'prisma/schema.prisma']
/** Texts that only look like references. */
const NO_REFERENCES = new Set(['tests/references.test.ts', 'tests/domain/blocklist/links.test.ts'])
/** Documents that Melt makes for people. */
const MADE = new Set(['VERIFY.md'])
const READ = /\.(ts|tsx|js|mjs|sql|css|md|prisma|example)$/

const files = [...PLACES.filter((place) => existsSync(place)).flatMap(list), ...SINGLE].filter(
  (file) => READ.test(file) && existsSync(file) && !NO_REFERENCES.has(file),
)

function list(place: string) {
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => path.join(place, name))
}

/** A file as one line: what a comment wraps belongs together. */
const flat = (file: string) =>
  readFileSync(file, 'utf8').replace(/\s*\n[ \t]*(?:\*(?!\*|\/)|\/\/\/?|--|#(?!#))?[ \t]*/g, ' ')

type Section = { number: string | null; title: string; text: string }

const NUMBERED = /^(\d+(?:\.\d+)*)\.? +(.*)$/

function sectionsOf(document: string): Section[] {
  return readFileSync(document, 'utf8')
    .split(/^#+ +/m)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.split('\n')
      const [, number = null, words = title] = NUMBERED.exec(title) ?? []
      return { number, title: words.trim(), text: lines.join('\n') }
    })
}

/** As GitHub makes the anchor of a heading. */
function anchorOf({ number, title }: Section) {
  const heading = number === null ? title : `${number}${number.includes('.') ? '' : '.'} ${title}`
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

function documentOf(name: string, file: string) {
  const near = path.join(path.dirname(file), name)
  const places = name.includes('/') ? [near, name] : [near, path.join('docs', name), name]
  return places.find((place) => existsSync(place)) ?? null
}

const hasItem = (sections: Section[], number: string, item: string) => {
  const under = sections.filter((one) => one.number === number || one.number?.startsWith(`${number}.`))
  return under.some(({ text }) => new RegExp(`^ {0,3}${item}\\. `, 'm').test(text))
}

/** `4.6` is a heading, or an item of the list under heading 4. */
function hasSection(sections: Section[], number: string) {
  if (sections.some((one) => one.number === number)) return true
  const [, above, item] = /^(.+)\.(\d+)$/.exec(number) ?? []
  return above !== undefined && item !== undefined && hasItem(sections, above, item)
}

function says(sections: Section[], words: string) {
  const sought = words.toLowerCase()
  return sections.some(
    ({ title, text }) =>
      title.toLowerCase() === sought ||
      [...text.matchAll(/\*\*([^*]+)\*\*/g)].some(([, bold = '']) =>
        bold.replace(/\s+/g, ' ').toLowerCase().includes(sought),
      ),
  )
}

const DOCUMENT = /(?<![\w*])((?:\.{0,2}[\w-]+\/|\.\.\/)*[\w-]+\.md)\b(?:#([^)\s`'"]+))?/g
const AFTER =
  /^,?((?: ?,? ?§\d+(?:\.\d+)*(?:–\d+(?:\.\d+)*)?)*)(?:\]\([^)]*\))?,?(?: rules? (\d+))?(?:,? "([^"]+)")?/

function wrongIn(file: string): string[] {
  const text = flat(file)
  return [...text.matchAll(DOCUMENT)].flatMap((match) => {
    const [name = '', document = '', anchor] = match
    if (MADE.has(document)) return []
    const found = documentOf(document, file)
    if (!found) return [`${file}: ${name} is no file`]
    const sections = sectionsOf(found)
    const after = text.slice(match.index + name.length, match.index + name.length + 200)
    const [, numbers = '', rule, words] = AFTER.exec(after) ?? []
    const sought = [...numbers.matchAll(/\d+(?:\.\d+)*/g)].map(([number]) => number)
    const wrong = sought.filter((number) => !hasSection(sections, number)).map((number) => `§${number}`)
    if (rule && sought[0] && !hasItem(sections, sought[0], rule)) wrong.push(`rule ${rule}`)
    if (words && !says(sections, words)) wrong.push(`"${words}"`)
    if (anchor && !sections.some((one) => anchorOf(one) === anchor)) wrong.push(`#${anchor}`)
    return wrong.map((what) => `${file}: ${document} has no ${what}`)
  })
}

const decisions = readdirSync('docs/decisions')
const documents = files.filter((file) => file.endsWith('.md'))

describe('What code and documents refer to is in the repository', () => {
  test('every document with its section, heading or rule', () => {
    expect(files.length).toBeGreaterThan(500)
    expect(files.flatMap(wrongIn)).toEqual([])
  })

  test('every decision by its number', () => {
    const wrong = files.flatMap((file) =>
      [...flat(file).matchAll(/(?:[Dd]ecisions? |docs\/decisions\/)(\d+)/g)]
        .filter(
          ([, number = '']) => !decisions.some((name) => name.startsWith(`${number.padStart(4, '0')}-`)),
        )
        .map(([name]) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('every file and folder that a document names', () => {
    const PATH = /`((?:app|bench|docs|prisma|public|tests|tools)\/[^`\s<]*)`/g
    const wrong = documents.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(PATH)]
        .filter(([, name = '']) => !isThere(name))
        .map(([, name]) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('every operation of the API', () => {
    /** Pages, and what programs of the operator ask. */
    const BESIDES = /^\/(auth\/chzzk\/|healthz|readyz|metrics|openapi\.json|open\/v1|auth\/v1|sandbox\/)/
    const known = new Set(Object.keys(contract))
    const wrong = [...documents, ...files.filter((file) => file.startsWith('app/domain/'))].flatMap((file) =>
      [...flat(file).matchAll(/\b(GET|POST|PUT|DELETE) (\/[\w/:.-]*[\w])/g)]
        .filter(([, method, address = '']) => !BESIDES.test(address) && !known.has(`${method} ${address}`))
        .map(([name]) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('every name of a table, function, field or export', () => {
    const code = [...files.filter((file) => !file.endsWith('.md')), 'prisma/structure.sql']
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    /** Examples of how to name, what Melt does not use, and what is CHZZK's. */
    const NOT_OURS = new Set(['expiresInMs', 'leaseSeconds', 'pg_dump', 'useFetcher'])
    const NAME = /`([a-z]+(?:_[a-z]+)+|[a-z]+[A-Z]\w+|[A-Z][a-z]+[A-Z]\w+)`/g
    const named = documents
      .filter((file) => file !== 'docs/chzzk.md')
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(NAME)].map(([, name = '']) => ({ file, name })),
      )
    expect(named.length).toBeGreaterThan(100)
    const wrong = named.filter(({ name }) => !NOT_OURS.has(name) && !code.includes(name))
    expect(wrong).toEqual([])
  })

  test('every command of npm', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>
    }
    const wrong = files.flatMap((file) =>
      [...flat(file).matchAll(/npm run ([a-z]+(?::[a-z-]+)?)/g)]
        .filter(([, name = '']) => !(name in scripts))
        .map(([name]) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('the tour opens at most twenty files for one act', () => {
    const acts = sectionsOf('docs/tour.md').filter(({ title }) => /^One /.test(title))
    expect(acts.map(({ title }) => title)).toEqual([
      'One confirmation',
      'One letter',
      'One page of the feed',
      'One signal of CHZZK',
    ])
    for (const { title, text } of acts) {
      const opened = [...text.matchAll(/`((?:app|docs|prisma|tests)\/[^`]+)`/g)]
      expect(opened.length, title).toBeGreaterThan(9)
      expect(opened.length, title).toBeLessThanOrEqual(20)
    }
  })

  test('decisions are short, and say what became of them', () => {
    for (const name of decisions) {
      const lines = readFileSync(path.join('docs/decisions', name), 'utf8').trimEnd().split('\n')
      expect(lines.length, name).toBeLessThanOrEqual(60)
      expect(lines[0], name).toBe(
        `# ${Number(name.slice(0, 4))}. ${lines[0]?.split('. ').slice(1).join('. ')}`,
      )
      expect(lines[2], name).toMatch(/^Status: (accepted|reversed by \d{4}), 20\d\d-\d\d-\d\d[.;]/)
    }
  })

  test('documents fit their lines', () => {
    const wrong = documents.flatMap((file) =>
      readFileSync(file, 'utf8')
        .replace(/^```[\s\S]*?^```/gm, '')
        .split('\n')
        .filter((line) => line.length > 120 && !line.trimStart().startsWith('|'))
        .map((line) => `${file}: ${line.slice(0, 60)}…`),
    )
    expect(wrong).toEqual([])
  })
})

/** `name/*.ts` is there when the folder holds such a file. */
function isThere(name: string) {
  if (!name.includes('*')) return existsSync(name)
  const folder = path.dirname(name)
  const [before = '', after = ''] = path.basename(name).split('*')
  return (
    existsSync(folder) &&
    statSync(folder).isDirectory() &&
    readdirSync(folder).some((one) => one.startsWith(before) && one.endsWith(after))
  )
}
