import path from 'node:path'
import { z } from 'zod'
import { witnessList } from '~/domain/proofs/key'
import { EnvironmentError, ledgerKeys, push, secrets } from './secrets.server'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)
const url = z.url().transform((text) => text.replace(/\/+$/, ''))
const onOff = z.enum(['on', 'off']).default('on')
const witnesses = witnessList.refine(
  (all) => all.every(({ url }) => isSafeAddress(url)),
  'https alone, but for a witness on this machine',
)
/** 0.50 to 0.80 in hundredths, so that figures are counted in integers. */
const hundredths = z
  .string()
  .regex(/^0\.\d{1,2}$/)
  .transform((text) => Number(text.slice(2).padEnd(2, '0')))
  .pipe(z.int().min(50).max(80))

const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: url.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  MELT_DATA_DIR: z.string().min(1).default('.melt'),
  SESSION_SECRET: list.optional(),
  TOKEN_ENCRYPTION_KEY: list.optional(),
  LEDGER_SIGNING_KEY: list.optional(),
  MELT_LEDGER_SIGNING: onOff,
  MELT_WITNESSES: witnesses.default([]),
  VAPID_PUBLIC_KEY: z.string().optional(),
  VAPID_PRIVATE_KEY: z.string().optional(),
  PUSH_TEST_ORIGINS: list.default([]),
  CHZZK_CLIENT_ID: z.string().min(1).optional(),
  CHZZK_CLIENT_SECRET: z.string().min(1).optional(),
  CHZZK_SANDBOX: z.enum(['0', '1']).default('0'),
  CHZZK_WEB_URL: url.optional(),
  CHZZK_API_URL: url.optional(),
  MELT_AUTO_CONFIRM: onOff,
  MELT_SETTLEMENT: onOff,
  MELT_ADVANCE_RATE: z.string().default('0.50').pipe(hundredths),
  MELT_ADMIN_CHANNEL_IDS: list.default([]),
  MELT_RATE_LIMITS: onOff,
  MELT_PAGE_CACHE_MB: z.coerce.number().int().min(0).max(16_384).default(64),
  MELT_SERVICE_WORKER: onOff,
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  SHUTDOWN_GRACE_SECONDS: z.coerce.number().int().min(0).max(5).default(0),
  METRICS_TOKEN: z.string().min(16).optional(),
  S3_ENDPOINT: url.optional(),
  S3_BUCKET: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Environment = ReturnType<typeof parseEnvironment>

/** Reads the environment once; a bad or missing value throws an error that names it (docs/operations.md §2). */
export function parseEnvironment(source: NodeJS.ProcessEnv) {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = variables.safeParse(filled)
  if (!parsed.success) throw new EnvironmentError(parsed.error.issues.map(describe).join('\n'))
  const v = parsed.data
  const publicUrl = v.PUBLIC_URL ?? `http://localhost:${v.PORT}`
  return {
    nodeEnv: v.NODE_ENV,
    host: v.HOST,
    port: v.PORT,
    publicUrl,
    secureCookies: publicUrl.startsWith('https:'),
    /** No subdomain can plant such a cookie (RFC 6265bis §4.1.3). */
    cookiePrefix: publicUrl.startsWith('https:') ? '__Host-' : '',
    databaseUrl: v.DATABASE_URL,
    dataDir: path.resolve(v.MELT_DATA_DIR),
    sessionSecrets: secrets('SESSION_SECRET', v.SESSION_SECRET, v),
    tokenKeys: secrets('TOKEN_ENCRYPTION_KEY', v.TOKEN_ENCRYPTION_KEY, v),
    ledgerKeys: ledgerKeys(v),
    ledgerSigning: v.MELT_LEDGER_SIGNING === 'on',
    witnesses: v.MELT_WITNESSES,
    push: push(v, publicUrl),
    chzzk: chzzk(v, publicUrl),
    autoConfirm: v.MELT_AUTO_CONFIRM === 'on',
    referenceFigures: v.MELT_SETTLEMENT === 'on',
    advanceHundredths: v.MELT_ADVANCE_RATE,
    adminChannelIds: v.MELT_ADMIN_CHANNEL_IDS,
    rateLimits: v.MELT_RATE_LIMITS === 'on',
    pageCacheMegabytes: v.MELT_PAGE_CACHE_MB,
    serviceWorker: v.MELT_SERVICE_WORKER === 'on',
    trustedProxies: v.TRUST_PROXY,
    shutdownGraceMs: v.SHUTDOWN_GRACE_SECONDS * 1000,
    metricsToken: v.METRICS_TOKEN,
    s3: s3(v),
    logLevel: v.LOG_LEVEL,
  }
}

function chzzk(v: z.infer<typeof variables>, publicUrl: string) {
  const { CHZZK_CLIENT_ID: id, CHZZK_CLIENT_SECRET: secret } = v
  if (!id !== !secret) {
    throw new EnvironmentError('CHZZK_CLIENT_ID and CHZZK_CLIENT_SECRET are set together or not at all')
  }
  if (id && secret) {
    if (v.NODE_ENV === 'production' && !isSafeAddress(publicUrl)) {
      throw new EnvironmentError('PUBLIC_URL must be https when people log in with real CHZZK accounts')
    }
    const webUrl = v.CHZZK_WEB_URL ?? 'https://chzzk.naver.com'
    const apiUrl = v.CHZZK_API_URL ?? 'https://openapi.chzzk.naver.com'
    return { sandbox: false, clientId: id, clientSecret: secret, webUrl, apiUrl }
  }
  if (v.NODE_ENV === 'production' && v.CHZZK_SANDBOX !== '1') {
    throw new EnvironmentError(
      'CHZZK_CLIENT_ID and CHZZK_CLIENT_SECRET are missing (CHZZK_SANDBOX=1 starts the sandbox instead)',
    )
  }
  const webUrl = v.CHZZK_WEB_URL ?? `${publicUrl}/sandbox/chzzk`
  const apiUrl = v.CHZZK_API_URL ?? `http://127.0.0.1:${v.PORT}/sandbox/chzzk`
  return {
    sandbox: true,
    clientId: 'melt-sandbox',
    clientSecret: 'melt-sandbox-secret',
    webUrl,
    apiUrl,
  }
}

export type S3Settings = NonNullable<Environment['s3']>

function s3(v: z.infer<typeof variables>) {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = v
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = v
  if (endpoint && bucket && region && accessKeyId && secretAccessKey) {
    return { endpoint, bucket, region, accessKeyId, secretAccessKey }
  }
  if (endpoint || bucket || region || accessKeyId || secretAccessKey) {
    throw new EnvironmentError(
      'S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set together or not at all',
    )
  }
  return null
}

function isSafeAddress(address: string) {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function describe(issue: z.core.$ZodIssue) {
  return `${issue.path.join('.')}: ${issue.message}`
}

export const env = parseEnvironment(process.env)
