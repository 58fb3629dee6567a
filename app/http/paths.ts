import type { NotificationKind } from '#prisma'

export type ExplainQuery = { figure: string } & Record<string, string | number>

const searchText = (query: ExplainQuery) =>
  new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()

/** The addresses of pages, so that nobody writes one by hand. */
export const paths = {
  home: '/',
  login: '/login',
  welcome: '/welcome',
  again: '/again',
  offline: '/offline',
  install: '/install',
  me: '/me',
  export: '/me/export',
  leaving: '/me/leaving',
  favorites: '/favorites',
  donateAnywhere: '/donate',
  letters: '/letters',
  theme: '/theme',
  dashboard: '/dashboard',
  inbox: '/dashboard/inbox',
  confirm: '/dashboard/donations',
  review: '/dashboard/donations/review',
  addDonation: '/dashboard/donations/new',
  dailyTotal: '/dashboard/donations/day',
  stats: '/dashboard/stats',
  supporters: '/dashboard/supporters',
  settings: '/dashboard/settings',
  ownRewards: '/dashboard/contents',
  newReward: '/dashboard/contents/new',
  signals: '/dashboard/signals',
  badges: '/dashboard/badges',
  vips: '/dashboard/vips',
  terms: '/terms',
  privacy: '/privacy',
  policy: '/policy',
  ledger: '/ledger',
  ledgerScript: '/verify-ledger.mjs',
  ledgerKey: '/ledger/key',
  verify: '/verify',
  proofScript: '/verify-proof.mjs',
  bundleScript: '/verify-bundle.mjs',
  moderation: '/dashboard/moderation',
  myReports: '/me/reports',
  myCoupons: '/me/coupons',
  notifications: '/me/notices',
  notificationPreferences: '/me/notices/preferences',
  records: '/me/record',
  admin: '/admin',
  audit: '/admin/audit',
  badgesWith: (tiers: number) => `/dashboard/badges?tiers=${tiers}`,
  report: (messageId: string) => `/report/${messageId}`,
  record: (chzzkChannelId: string) => `/me/record/${chzzkChannelId}`,
  notification: (id: string) => `/me/notices/${id}`,
  notificationTarget: (about: About) => targetOf(about),
  myHidden: (messageId: string) => `/me/hidden/${messageId}`,
  adminReport: (id: string) => `/admin/reports/${id}`,
  adminObjection: (id: string) => `/admin/objections/${id}`,
  channel: (chzzkChannelId: string) => `/${chzzkChannelId}`,
  donate: (chzzkChannelId: string, intentId?: string) =>
    `/${chzzkChannelId}/donate${intentId ? `?intent=${intentId}` : ''}`,
  donateAnew: (chzzkChannelId: string) => `/${chzzkChannelId}/donate?anew=1`,
  leaveFor: (chzzkChannelId: string, intentId: string) =>
    `/${chzzkChannelId}/donate?intent=${intentId}&leave=1`,
  letter: (chzzkChannelId: string) => `/${chzzkChannelId}/letter`,
  rewards: (chzzkChannelId: string) => `/${chzzkChannelId}/contents`,
  reward: (chzzkChannelId: string, id: string) => `/${chzzkChannelId}/contents/${id}`,
  ownReward: (id: string) => `/dashboard/contents/${id}`,
  inboxLetter: (id: string) => `/dashboard/inbox/${id}`,
  qr: (chzzkChannelId: string) => `/${chzzkChannelId}/qr.svg`,
  share: (chzzkChannelId: string) => `/${chzzkChannelId}/share`,
  statsOf: (range: string) => `/dashboard/stats?range=${range}`,
  explainPage: '/dashboard/stats/explain',
  explain: (query: ExplainQuery) => `/dashboard/stats/explain?${searchText(query)}`,
  explainFile: '/creator/stats/explain.csv',
  settlement: '/dashboard/settlement',
  explainSettlementPage: '/dashboard/settlement/explain',
  explainSettlement: (query: ExplainQuery) => `/dashboard/settlement/explain?${searchText(query)}`,
  explainSettlementFile: '/creator/settlement/explain.csv',
  monthlyReport: (month: string) => `/dashboard/settlement/reports/${month}`,
  monthlyReportFile: (month: string) => `/creator/settlement/reports/${month}.csv`,
  bundle: '/creator/settlement/bundle',
  statements: '/dashboard/settlement/statements',
  statement: (id: string) => `/dashboard/settlement/statements/${id}`,
  statementColumns: (id: string) => `/dashboard/settlement/statements/${id}?columns=1`,
  statementUndo: (id: string) => `/dashboard/settlement/statements/${id}?ask=undo`,
  statementLines: (id: string, outcome: string) =>
    `/dashboard/settlement/statements/${id}/lines?outcome=${outcome}`,
  onlyMelt: (id: string, outcome: string) =>
    `/dashboard/settlement/statements/${id}/donations?outcome=${outcome}`,
  decide: (id: string, row?: number) =>
    `/dashboard/settlement/statements/${id}/decide${row ? `?row=${row}` : ''}`,
  supportersOf: (range: string) => `/dashboard/supporters?range=${range}`,
  supporterPage: (chzzkUserId: string) => `/dashboard/supporters/${chzzkUserId}`,
  supporter: (chzzkUserId: string, range: string) => `/dashboard/supporters/${chzzkUserId}?range=${range}`,
  supportersFile: (range: string) => `/creator/export/supporters.csv?range=${range}`,
  donationsFile: '/creator/export/donations.csv',
  ledgerFile: '/creator/export/ledger.ndjson',
  donation: (id: string) => `/dashboard/donations/${id}`,
  myDonation: (id: string) => `/me/donations/${id}`,
  receipt: (id: string) => `/donations/${id}/receipt`,
  beginLogin: (redirectTo?: string) =>
    `/auth/chzzk/login${redirectTo ? `?redirectTo=${encodeURIComponent(redirectTo)}` : ''}`,
  loginPage: (redirectTo: string) => `/login?redirectTo=${encodeURIComponent(redirectTo)}`,
}

type About = {
  kind: NotificationKind
  chzzkChannelId: string
  messageId: string | null
  donationId: string | null
}

/** What a notice is about. */
function targetOf({ kind, chzzkChannelId, messageId, donationId }: About): string {
  switch (kind) {
    case 'reply':
      return paths.letters
    case 'retweet':
    case 'post':
      return paths.channel(chzzkChannelId)
    case 'confirmed':
    case 'corrected':
      return donationId ? paths.myDonation(donationId) : paths.me
    case 'badge':
      return paths.record(chzzkChannelId)
    case 'decision':
      return messageId ? paths.myHidden(messageId) : paths.myReports
    case 'waiting':
      return paths.confirm
    case 'letter':
      return paths.inbox
    case 'report':
      return paths.moderation
    case 'signal_lost':
      return paths.signals
    case 'statement':
      return paths.statements
  }
}

const LOCAL_PATH = /^\/(?![/\\])[^\s\\]*$/

/** A path on this site, and never another site's address dressed up as one; null for anything else. */
export function localPath(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 8_000 || !LOCAL_PATH.test(text)) return null
  const { host, pathname, search } = new URL(text, 'http://melt.local')
  const path = pathname + search
  return host === 'melt.local' && LOCAL_PATH.test(path) && isReadable(pathname) ? path : null
}

function isReadable(pathname: string) {
  try {
    return decodeURI(pathname) !== ''
  } catch {
    return false
  }
}
