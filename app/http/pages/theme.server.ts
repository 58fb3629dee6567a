import { env } from '~/env.server'

export const themes = ['system', 'dark', 'light'] as const
export type Theme = (typeof themes)[number]

const NAME = `${env.cookiePrefix}melt_theme`
const KEPT = new RegExp(`(?:^|;\\s*)${NAME}=(dark|light|system)(?:;|$)`)
const ALONE = new RegExp(`^${NAME}=(dark|light|system)$`)
const YEAR_SECONDS = 365 * 24 * 60 * 60

export function parseTheme(request: Request): Theme {
  const [, theme] = KEPT.exec(request.headers.get('Cookie') ?? '') ?? []
  return (theme as Theme | undefined) ?? 'system'
}

/** Of somebody of whom nothing else is known; null where there is any other cookie. */
export function themeIn(cookies: string | undefined): Theme | null {
  if (cookies === undefined) return 'system'
  return (ALONE.exec(cookies)?.[1] as Theme | undefined) ?? null
}

export function saveTheme(theme: Theme) {
  return `${NAME}=${theme}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${env.secureCookies ? '; Secure' : ''}`
}
