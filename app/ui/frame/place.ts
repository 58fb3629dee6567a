const CHANNEL = /^\/([0-9a-f]{32})(?:[/?]|$)/

/** A creator's own side of Melt. */
export function isDashboard(address: string) {
  return /^\/dashboard(?:[/?]|$)/.test(address)
}

/** The channel whose pages these are; null elsewhere. */
export function channelAt(address: string): string | null {
  return CHANNEL.exec(address)?.[1] ?? null
}
