import { readdirSync } from 'node:fs'
import { expect } from 'vitest'
import { kstDayOf } from '~/domain/core/kst'
import { contract, type Operation } from '~/http/contract'
import { refusalsOf } from '~/http/contract/operation'
import { STATUSES } from '~/http/responses/statuses'

export type Line = { key: string; method: string; path: string; operation: Operation }

/** Every line of the contract, so that a new endpoint is tried by itself. */
export const lines: Line[] = Object.entries<Operation>(contract).map(([key, operation]) => {
  const [method = '', path = ''] = key.split(' ')
  return { key, method, path, operation }
})

export const acts = lines.filter(({ method }) => method !== 'GET')
export const reads = lines.filter(({ method }) => method === 'GET')
export const paths = [...new Set(lines.map(({ path }) => path))]
export const methodsOf = (path: string) =>
  lines.filter((line) => line.path === path).map(({ method }) => method)

/** Every page there is, so that a new one is visited by itself. */
export const pages = readdirSync('app/routes')
  .filter((name) => name.endsWith('.tsx') && !/callback|^\$\.tsx$/.test(name))
  .map((name) => `/${name.replace(/(^|\.)_index\.tsx$|\.tsx$/, '').replaceAll('.', '/')}`)
  .map((path) => path.replaceAll('$', ':'))

const nounOf = (path: string) => path.split('/')[1]

/**
 * Every case at the first path of each noun, and at the others a third of them in turn: for what is looked at in one place,
 * whatever is asked for.
 */
export function inTurn<Case>(path: string, cases: Case[]): Case[] {
  const place = paths.indexOf(path)
  const first = paths.findIndex((other) => nounOf(other) === nounOf(path))
  return place === first ? cases : cases.filter((_, n) => (n + place) % 3 === 0)
}

const FIRST: Record<string, string> = { row: '1', month: kstDayOf(new Date()).slice(0, 7) }

/** The path with these values in place of its parameters; of the lines of a statement it is the first, of months the running one. */
export const fill = (path: string, values: Record<string, string>) =>
  path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? FIRST[name] ?? '')

const INNER =
  /\bat .+:\d+:\d+|node_modules|\/work\/|\.tsx?\b|\.js\b|prisma|postgres|\bSELECT\b|\bINSERT\b|undefined|\[object/i

type Answer = { status: number; headers: Headers; body: string }

const refusals = new Map<string, string[]>(
  lines.map(({ key, method, operation }) => [key, refusalsOf(method, operation)]),
)

/** Those without a parameter first: they are meant where they fit. */
const patterns = lines
  .map(({ key, method, path }) => ({
    key,
    pattern: new RegExp(`^${method} ${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
  }))
  .sort((a, b) => a.key.split(':').length - b.key.split(':').length)

/** Whatever a test asks for: an operation refuses with nothing that its line of the contract does not list. */
export async function requireDeclared(response: Response, method: string, address: string) {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json')
  if (!isProblem || method === 'HEAD') return
  const asked = `${method} ${address.split('?')[0]}`
  const line = patterns.find(({ pattern }) => pattern.test(asked))
  const { code } = (await response.clone().json()) as { code: string }
  if (line && code !== 'method_not_allowed' && !refusals.get(line.key)?.includes(code))
    throw new Error(`${asked} refused with '${code}', which the contract does not list`)
}

/**
 * A refusal as docs/api.md writes it: 4xx, problem+json, a code of the table with that code's status, nothing of our insides;
 * and where `tried` begins with a line of the contract, one that this line lists.
 */
export function expectRefusal(
  { status, headers, body }: Answer,
  tried: string,
): { code: string; errors: string[] } {
  expect(`${tried} → ${status} ${body}`).toMatch(/ → 4\d\d \{/)
  expect(headers.get('Content-Type'), tried).toMatch(/^application\/problem\+json/)
  const problem = JSON.parse(body) as Record<string, unknown>
  const { code, title, detail, errors = [] } = problem
  expect(problem, tried).toMatchObject({ status, type: expect.any(String) })
  expect(`${title} ${detail}`, tried).toMatch(/^[가-힣].*[가-힣]/)
  expect(STATUSES, tried).toHaveProperty(String(code), status)
  const listed = refusals.get(tried.match(/^[A-Z]+ [^ ?]+/)?.[0] ?? '')
  if (listed) expect(listed, tried).toContain(code)
  expect(body, tried).not.toMatch(INNER)
  const said = errors as { path: string; message: string }[]
  for (const { message } of said) expect(message, tried).toMatch(/[가-힣]/)
  return { code: String(code), errors: said.map(({ path }) => path) }
}

export async function expectRefused(response: Response, tried: string) {
  const { status, headers } = response
  return expectRefusal({ status, headers, body: await response.text() }, tried)
}
