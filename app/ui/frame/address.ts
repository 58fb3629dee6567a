import { localPath, paths } from '~/http/paths'

const CHANNEL = /^\/([0-9a-f]{32})(?:[/?]|$)/

/** A creator's own side of Melt. */
export function isDashboard(address: string) {
  return /^\/dashboard(?:[/?]|$)/.test(address)
}

/** Where people come in; nobody needs to be shown the way there. */
export function isEntrance(address: string) {
  return /^\/(login|welcome|auth)(?:[/?]|$)/.test(address)
}

/** Where a page that failed can be tried again: CHZZK's answer to a login is good once, so that begins anew. */
export function retryAt(address: string) {
  if (address.startsWith('/auth/')) return paths.login
  return localPath(address) ?? paths.home
}

/** The channel whose pages these are; null elsewhere. */
export function channelAt(address: string): string | null {
  return CHANNEL.exec(address)?.[1] ?? null
}
