/** Endings that make an address of any Latin name; others (me, be, gg) are also words or laughter, and need a path or a known name. */
export const PLAIN_ENDINGS =
  'com|net|org|kr|co\\.kr|or\\.kr|jp|cn|ru|xyz|info|biz|io|tv|dev|online|site|shop|store|club|vip|bet|top|link|live|app|page|blog|website|icu|cc|pw|tk'

/** Names known well enough to be addresses without a path. */
export const KNOWN_NAMES = [
  ...['t.me', 'youtu.be', 'bit.ly', 'discord.gg', 'op.gg', 'line.me', 'naver.me', 'me2.do', 'han.gl'],
  ...[
    'vo.la',
    'buly.kr',
    'kko.to',
    'twitch.tv',
    'goo.gl',
    'wa.me',
    'm.me',
    'is.gd',
    'fb.me',
    'instagr.am',
    'x.gd',
  ],
  ...[
    'toss.me',
    'ko-fi.co',
    'linktr.ee',
    'litt.ly',
    'cutt.ly',
    'rebrand.ly',
    'dsc.gg',
    'invite.gg',
    'asked.kr',
  ],
]
