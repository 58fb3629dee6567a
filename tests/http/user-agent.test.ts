import { describe, expect, test } from 'vitest'
import { parseInAppBrowser, toInstallWay, toOutsideLink } from '~/http/pages/user-agent'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const IOS_VIEW = `${IPHONE} Mobile/15E148`
const SAFARI = `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`
const GALAXY = 'Mozilla/5.0 (Linux; Android 15; SM-S938N Build/AP3A.240905.015.A2; wv) AppleWebKit/537.36'
const ANDROID_VIEW = `${GALAXY} (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.63 Mobile Safari/537.36`
const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36'
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36'
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15'

describe('The app that shows a page in a window of its own', () => {
  test.each([
    ['kakaotalk', 'ios', `${IOS_VIEW} KAKAOTALK/25.5.2 (INAPP)`],
    ['kakaotalk', 'ios', `${IOS_VIEW} KAKAOTALK 10.8.5`],
    ['kakaotalk', 'android', `${ANDROID_VIEW};KAKAOTALK 2511550`],
    ['kakaotalk', 'android', `${ANDROID_VIEW} KAKAOTALK/25.5.1 (INAPP)`],
    [
      'naver',
      'ios',
      `${IPHONE} Version/18.5 Mobile/15E148 Safari/605.1 NAVER(inapp; search; 2000; 12.13.4; 16PRO)`,
    ],
    ['naver', 'ios', `${IOS_VIEW} NAVER(inapp; naver-cafe; 400; 7.9.0; 15)`],
    ['naver', 'android', `${ANDROID_VIEW} NAVER(inapp; search; 2000; 12.13.3)`],
    ['naver', 'android', `${ANDROID_VIEW} NAVER(inapp; blog; 1000; 8.1.2)`],
    [
      'instagram',
      'ios',
      `${IOS_VIEW} Instagram 386.0.0.30.84 (iPhone16,2; iOS 18_5; ko_KR; ko; scale=3.00; 1290x2796; 758)`,
    ],
    [
      'instagram',
      'android',
      `${ANDROID_VIEW} Instagram 386.0.0.46.84 Android (35/15; 480dpi; 1080x2120; samsung; SM-S938N)`,
    ],
    ['x', 'ios', `${IOS_VIEW} Twitter for iPhone/11.8`],
    ['x', 'ios', `${SAFARI} Twitter for iPhone`],
    ['x', 'android', `${ANDROID_VIEW} TwitterAndroid`],
    [
      'facebook',
      'ios',
      `${IOS_VIEW} [FBAN/FBIOS;FBAV/516.0.0.53.94;FBBV/745;FBDV/iPhone16,2;FBMD/iPhone;FBSN/iOS;FBSV/18.5]`,
    ],
    ['facebook', 'android', `${ANDROID_VIEW} [FB_IAB/FB4A;FBAV/516.0.0.62.109;]`],
    ['line', 'ios', `${IPHONE} Mobile/15E148 Safari Line/15.8.0`],
    ['line', 'android', `${ANDROID_VIEW} Line/15.8.0/IAB`],
    ['unknown', 'android', ANDROID_VIEW],
  ])('is %s on %s: %s', (app, system, userAgent) => {
    expect(parseInAppBrowser(userAgent)).toEqual({ app, system })
  })

  test.each([
    ['a program that says nothing', null],
    ['nothing at all', ''],
    ['Safari', SAFARI],
    ['an installed Melt on iOS', IOS_VIEW],
    ['Chrome on iOS', `${IPHONE} CriOS/138.0.7204.53 Mobile/15E148 Safari/604.1`],
    ['Chrome on Android', ANDROID],
    ['Samsung Internet', ANDROID.replace('Chrome/', 'SamsungBrowser/28.0 Chrome/')],
    ['Whale', ANDROID.replace('Mobile', 'Whale/1.0.0.0 Crosswalk/29 Mobile')],
    ['Chrome on Windows', WINDOWS],
    ['KakaoTalk on Windows, which opens the browser', `${WINDOWS} KAKAOTALK`],
    ['the crawler of a chat', 'facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/'],
    ['words that only look like an app', `${SAFARI} Headline/3 Instagrammer NAVER`],
    ['a long text that names an app at its end', `${SAFARI}${' '.repeat(2_000)}KAKAOTALK`],
  ])('is none for %s', (_, userAgent) => {
    expect(parseInAppBrowser(userAgent)).toBeNull()
  })
})

describe('The way out of an app', () => {
  const page = 'https://melt.example/me?x=한글&y=#Intent;scheme=sms;end'
  const there = 'https://melt.example/me?x=%ED%95%9C%EA%B8%80&y='

  test.each([
    ['kakaotalk', 'ios', `kakaotalk://web/openExternal?url=${encodeURIComponent(page)}`],
    ['kakaotalk', 'android', `kakaotalk://web/openExternal?url=${encodeURIComponent(page)}`],
    ['line', 'ios', `${there}&openExternalBrowser=1#Intent;scheme=sms;end`],
    ['naver', 'ios', null],
    ['instagram', 'ios', null],
    ['x', 'ios', null],
    ['facebook', 'ios', null],
  ] as const)('of %s on %s is %s', (app, system, link) => {
    expect(toOutsideLink({ app, system }, page)).toBe(link)
  })

  test.each(['naver', 'instagram', 'x', 'facebook', 'unknown'] as const)(
    'of %s on Android is an intent for this page alone, whatever its address holds',
    (app) => {
      const link = toOutsideLink({ app, system: 'android' }, page)
      expect(link?.split('#')).toEqual([
        there.replace('https:', 'intent:'),
        'Intent;scheme=https;action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end',
      ])
    },
  )
})

describe('How to install is told', () => {
  test.each([
    ['iosSafari', SAFARI],
    ['iosSafari', `${IOS_VIEW} KAKAOTALK/25.5.2 (INAPP)`],
    ['iosSafari', `${IOS_VIEW} NAVER(inapp; search; 2000; 12.13.4; 16PRO)`],
    ['iosOther', `${IPHONE} CriOS/138.0.7204.53 Mobile/15E148 Safari/604.1`],
    ['iosOther', `${IPHONE} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`],
    ['androidChrome', ANDROID],
    ['androidChrome', `${ANDROID_VIEW} Instagram 386.0.0.46.84 Android (35/15)`],
    ['samsung', ANDROID.replace('Chrome/', 'SamsungBrowser/28.0 Chrome/')],
    ['androidOther', 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'],
    ['androidOther', ANDROID.replace('Mobile', 'Whale/1.0.0.0 Crosswalk/29 Mobile')],
    ['desktopChrome', WINDOWS],
    ['desktopChrome', `${WINDOWS} Edg/138.0.0.0`],
    ['macSafari', MAC],
    ['other', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'],
    ['other', null],
  ])('for %s: %s', (way, userAgent) => {
    expect(toInstallWay(userAgent)).toBe(way)
  })
})
