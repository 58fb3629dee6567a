import type { InApp } from '~/copy/ko/in-app'
import type { InstallWay } from '~/copy/ko/install'

/** An app that shows pages in a window of its own, which is less than a browser (docs/decisions/0051-installed-and-in-apps.md). */
export type InAppBrowser = { app: InApp; system: 'ios' | 'android' }

const MAX_LENGTH = 1_000

const APPS: readonly (readonly [InApp, RegExp])[] = [
  ['kakaotalk', /\bKAKAOTALK\b/i],
  ['naver', /\bNAVER\(inapp;/i],
  ['instagram', /\bInstagram \d/],
  ['facebook', /\bFB(?:AN|AV|_IAB)\//],
  ['line', /\bLine\/\d/],
  ['x', /\bTwitter(?:Android\b| for \w)/],
]

/** On iOS only apps that name themselves are found: an installed Melt says there what a nameless window says. */
export function parseInAppBrowser(userAgent: string | null): InAppBrowser | null {
  const text = (userAgent ?? '').slice(0, MAX_LENGTH)
  const system = systemOf(text)
  if (system === 'desktop') return null
  const app = APPS.find(([, pattern]) => pattern.test(text))?.[0]
  if (app) return { app, system }
  return /; wv\)/.test(text) ? { app: 'unknown', system } : null
}

function systemOf(text: string) {
  if (/\b(?:iPhone|iPad|iPod)\b/.test(text)) return 'ios'
  return /\bAndroid\b/.test(text) ? 'android' : 'desktop'
}

/** A link that opens an address in the browser outside the app; null where only the app's own menu does. */
export function toOutsideLink({ app, system }: InAppBrowser, address: string): string | null {
  if (app === 'kakaotalk') return `kakaotalk://web/openExternal?url=${encodeURIComponent(address)}`
  const url = new URL(address)
  if (app === 'line') {
    url.searchParams.set('openExternalBrowser', '1')
    return url.href
  }
  if (system === 'ios') return null
  const scheme = url.protocol.slice(0, -1)
  return `intent://${url.host}${url.pathname}${url.search}#Intent;scheme=${scheme};action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end`
}

/** Inside an app the way is that of the browser that its link leads to. */
export function toInstallWay(userAgent: string | null): InstallWay {
  const text = (userAgent ?? '').slice(0, MAX_LENGTH)
  const system = systemOf(text)
  const isInApp = parseInAppBrowser(text) !== null
  if (system === 'ios')
    return !isInApp && /\b(?:CriOS|FxiOS|EdgiOS|OPT|Whale)\//.test(text) ? 'iosOther' : 'iosSafari'
  if (system === 'android') return isInApp ? 'androidChrome' : androidWay(text)
  if (/\bFirefox\//.test(text)) return 'other'
  if (/\bChrome\//.test(text)) return 'desktopChrome'
  return /\bMacintosh\b.*\bSafari\//.test(text) ? 'macSafari' : 'other'
}

function androidWay(text: string): InstallWay {
  if (/\bSamsungBrowser\//.test(text)) return 'samsung'
  const isOther = /\b(?:Firefox|EdgA|OPR|Whale|DuckDuckGo)\//.test(text)
  return !isOther && /\bChrome\//.test(text) ? 'androidChrome' : 'androidOther'
}
