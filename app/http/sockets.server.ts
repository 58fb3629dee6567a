import type { Server } from 'node:http'
import { env } from '~/env.server'

/**
 * Opens what this server speaks besides HTTP, which is the sandbox's session socket and nothing where real CHZZK
 * credentials are set. Out: a function that closes every socket.
 */
export async function openSockets(server: Server): Promise<() => void> {
  if (!env.chzzk.sandbox) return () => undefined
  const { serveSessionSocket } = await import('~/chzzk/sandbox/upgrade.server')
  return serveSessionSocket(server)
}
