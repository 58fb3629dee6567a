import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

/** Retired words (docs/naming.md), each with the one that took its place. */
const RETIRED: Record<string, string> = {
  seal: 'encrypt',
  unseal: 'decrypt',
  sealed: 'encrypted',
  hear: 'subscribe',
  hears: 'subscribe',
  hearer: 'subscriber',
  hearing: 'subscription',
  tell: 'publish, append, send',
  tells: 'publishes, appends, sends',
  told: 'the payload’s own name',
  mouth: 'subscriber',
  news: 'changes',
  surroundings: 'context',
  inlet: 'intake',
  attend: 'run the connection',
  ingest: 'chzzk events',
  worth: 'aggregates',
  readings: 'expected',
  practice: 'sandbox',
  heed: 'the event’s own name',
}
/** Where a word is somebody else's: a library's option, a column of the database, an address of the contract, a command. */
const FOREIGN = new Set([
  'ingest:replay',
  'heard_at',
  'heardAt',
  'sessionMode',
  'sessionKey',
  'sessionSecrets',
  'SESSION_SECRET',
])

/** The words by which the field calls things, so that whoever looks for one finds the place. */
const FINDABLE = [
  'idempotency',
  'csrf',
  'rate limit',
  'backoff',
  'keyset',
  'invariant',
  'encrypt',
  'presenter',
  'lease',
  'outbox',
  'log out',
  'delete account',
  'confusables',
]

/** Names that the database has, where another would be a migration for its own sake, and findings that an API client reads. */
const STORED = new Set([
  'prisma/functions/badges.sql: worth',
  'prisma/functions/rewards.sql: content_files_key_tells_nothing',
  'app/domain/donations/verify/histories.server.ts: tells',
  'app/domain/donations/verify/histories.server.ts: tell',
])

const textsOf = (kinds: RegExp, ...places: string[]) =>
  new Map(
    execFileSync('git', ['ls-files', ...places], { encoding: 'utf8' })
      .split('\n')
      .filter((name) => kinds.test(name) && !name.endsWith('vocabulary.test.ts'))
      .map((name) => [name, readFileSync(name, 'utf8')]),
  )
const sources = textsOf(/\.tsx?$/, 'app')
const code = textsOf(/\.(tsx?|js)$/, 'app', 'tests', 'tools', 'bench', '*.js', '*.config.ts')
const styles = textsOf(/\.css$/, 'app')
const prose = textsOf(
  /\.(sql|md)$/,
  'prisma/functions',
  'README.md',
  'docs',
  ':!docs/naming.md',
  ':!docs/decisions',
)

/** The names that a file uses, each once. */
function namesIn(name: string, text: string) {
  const found = new Set<string>()
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) found.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false))
  return found
}

/** What a file says in texts: SQL, log lines, operators' answers and addresses. */
function literalsIn(name: string, text: string) {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false))
  return found.join('\n')
}

/** What a file of code says in comments, on lines of their own or behind code. */
const commentsIn = (text: string) =>
  [...text.matchAll(/^\s*(?:\/\/|\/?\*|\{\/\*).*$|\s\/\/ .*$/gm)].map(([comment]) => comment).join('\n')

const wordsOf = (name: string) => name.split(/(?<=[a-z0-9])(?=[A-Z])|[_:]/).map((word) => word.toLowerCase())

describe('One word, one meaning', () => {
  const isRetired = (name: string) => !FOREIGN.has(name) && wordsOf(name).some((word) => word in RETIRED)

  test('no name holds a word that was retired', () => {
    const wrong = [...code].flatMap(([file, text]) =>
      [...namesIn(file, text)].filter(isRetired).map((name) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('no comment, no text, no SQL and no document does', () => {
    const comments = [...code, ...styles].map(([file, text]) => [file, commentsIn(text)] as const)
    const literals = [...sources].map(([file, text]) => [file, literalsIn(file, text)] as const)
    const wrong = [...comments, ...literals, ...prose].flatMap(([file, text]) =>
      [...new Set(text.match(/[a-z_]\w*(?::\w+)?/gi))].filter(isRetired).map((name) => `${file}: ${name}`),
    )
    expect(wrong.filter((found) => !STORED.has(found))).toEqual([])
  })

  test('the fake CHZZK is the sandbox everywhere', () => {
    const all = [...code, ...styles, ...prose]
    expect(all.filter(([, text]) => /stand-?in\b/i.test(text)).map(([file]) => file)).toEqual([])
  })

  test('what the field has a word for is found by that word', () => {
    const all = [...sources.values()].join('\n').toLowerCase()
    for (const word of FINDABLE) expect(all, word).toMatch(new RegExp(word.replace(' ', '[- _]?')))
  })

  test('a session is a browser’s login', () => {
    const ALLOWED = /^app\/(chzzk|db|http|domain\/(auth|account|live|notifications|stats)|routes|copy)\//
    const wrong = [...sources].flatMap(([file, text]) =>
      ALLOWED.test(file)
        ? []
        : [...namesIn(file, text)]
            .filter((name) => !FOREIGN.has(name) && wordsOf(name).some((word) => /^sessions?$/.test(word)))
            .map((name) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('an exported function begins with what it does, not with open, read, show, keep, hold, tell, ask or look', () => {
    const NO_VERBS = /^(read|show|keep|hold|tell|ask|look|mine|hear|say)[A-Z]/
    const wrong = [...sources].flatMap(([file, text]) =>
      [...text.matchAll(/^export (?:async )?(?:function\*?|const) (\w+)/gm)]
        .map(([, name = '']) => name)
        .filter((name) => NO_VERBS.test(name))
        .map((name) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })
})
