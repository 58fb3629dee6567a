import type { ServerBuild } from '@remix-run/node'

type Routes = ServerBuild['routes']
type Route = Routes[string]
type Found<T> = { pattern: RegExp; score: number; found: T }

/** Finds what was made of the branch, root to leaf, that Remix would match; its own ranking begins anew for every request. */
export function branchFinder<T>(routes: Routes, make: (branch: Route[]) => T): (pathname: string) => T {
  const leaves = Object.values(routes).filter(({ path, index }) => path || index)
  const branches = leaves.map((leaf) => branchOf(routes, leaf))
  const ranked = branches
    .map((branch): Found<T> => ({ ...ranking(branch), found: make(branch) }))
    .sort((one, other) => other.score - one.score)
  const none = make(Object.values(routes).filter(({ parentId }) => !parentId))
  return (pathname) => {
    const decoded = decode(pathname)
    return ranked.find(({ pattern }) => pattern.test(decoded))?.found ?? none
  }
}

function branchOf(routes: Routes, route: Route): Route[] {
  const parent = route.parentId ? routes[route.parentId] : undefined
  return parent ? [...branchOf(routes, parent), route] : [route]
}

/** The numbers of Remix's `computeScore`, by segment. */
const SCORES = { index: 2, splat: -1, param: 4, word: 11 }

function ranking(branch: Route[]) {
  const segments = branch.flatMap(({ path }) => path?.split('/') ?? []).filter(Boolean)
  const scores = segments.map((segment) => SCORES[kindOf(segment)])
  const own = branch.at(-1)?.index ? SCORES.index : 0
  const source = segments.map((segment) => PATTERNS[kindOf(segment)](segment)).join('')
  return { pattern: new RegExp(`^${source}/*$`, 'i'), score: scores.reduce((sum, one) => sum + one, own) }
}

function kindOf(segment: string) {
  if (segment === '*') return 'splat'
  return /^:[\w-]+\??$/.test(segment) ? 'param' : 'word'
}

const PATTERNS = {
  splat: () => '(?:/.*)?',
  param: () => '/[^/]+',
  /** A parameter may begin a word (`:month.csv`), which then ranks as one. */
  word: (segment: string) =>
    `/${segment.replaceAll(/[\\.*+^${}|()[\]]/g, '\\$&').replace(/^:[\w-]+/, '[^/]+')}`,
}

function decode(pathname: string) {
  if (!pathname.includes('%')) return pathname
  try {
    const segments = pathname.split('/').map((segment) => decodeURIComponent(segment).replaceAll('/', '%2F'))
    return segments.join('/')
  } catch {
    return pathname
  }
}
