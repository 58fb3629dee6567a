const CHANNEL = /^\/([0-9a-f]{32})(?:[/?]|$)/

/** A creator's own side of Melt. */
export function isDashboard(address: string) {
  return /^\/dashboard(?:[/?]|$)/.test(address)
}

/** Where people come in; nobody needs to be shown the way there. */
export function isEntrance(address: string) {
  return /^\/(login|welcome)(?:[/?]|$)/.test(address)
}

/** The channel whose pages these are; null elsewhere. */
export function channelAt(address: string): string | null {
  return CHANNEL.exec(address)?.[1] ?? null
}
