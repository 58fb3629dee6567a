import { createRequire } from 'node:module'
import type { AxiosInstance } from 'axios'

interface Donation {
  type: string
  amount: number | string
  author: { id: string; name: string }
  message: string
  emojis: object
}

interface Chat {
  connect(): Promise<boolean | null>
  onDonation(callback: (donation: Donation) => void): void
  onDisconnect(callback: (reason: string) => void): void
  disconnect(): Promise<boolean | null>
}

export interface Buzzk {
  auth(clientId: string, clientSecret: string): void
  channel: { get(channelId: string): Promise<Record<string, unknown> | null> }
  chat: new (accessToken: string) => Chat
  oauth: {
    get(code: string): Promise<{ access: string; refresh: string; expireIn: number } | null>
    refresh(refreshToken: string): Promise<{ access: string; refresh: string; expireIn: number } | null>
    resolve(accessToken: string): Promise<Record<string, unknown> | null>
  }
}

const STATE = 'zxclDasdfA25'
const REAL_HOST = 'https://openapi.chzzk.naver.com/'

/**
 * npm's buzzk, which has its hosts written into it and speaks through axios. Redirected: the real REST host to the
 * sandbox at `base`, nothing else about the request; its own version check (raw.githubusercontent.com) is answered
 * here. Out: buzzk, what it asked, and the state it always sends.
 */
export function buzzkAt(base: string) {
  const asked: string[] = []
  const requireFrom = createRequire(import.meta.url)
  const axios: AxiosInstance = createRequire(requireFrom.resolve('buzzk'))('axios')
  axios.interceptors.request.use((config) => {
    const url = config.url ?? ''
    if (url.startsWith('https://raw.githubusercontent.com/')) {
      const data = { version: '0.0.0' }
      return {
        ...config,
        adapter: async () => ({ data, status: 200, statusText: 'OK', headers: {}, config }),
      }
    }
    if (!url.startsWith(REAL_HOST)) throw new Error('buzzk asks a host this test does not know')
    asked.push(`${config.method?.toUpperCase()} ${url}`)
    return { ...config, url: `${base}/${url.slice(REAL_HOST.length)}` }
  })
  const buzzk: Buzzk = requireFrom('buzzk')
  return { buzzk, asked, REAL_HOST, STATE }
}
