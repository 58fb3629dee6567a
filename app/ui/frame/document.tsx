import { Links, Meta } from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import { PageContext } from '../page-context'

export type ThemeName = 'system' | 'dark' | 'light'

const SCHEMES = { system: 'dark light', dark: 'dark', light: 'light' } as const

/** The HTML around every page. No script but one small module, which a page does without. */
export function Document({ theme, children }: { theme: ThemeName; children: ReactNode }) {
  const { script } = useContext(PageContext)
  return (
    <html lang="ko" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content={SCHEMES[theme]} />
        {theme === 'system' && (
          <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        )}
        <meta name="theme-color" content={theme === 'light' ? '#ffffff' : '#141517'} />
        <Meta />
        <Links />
        {script && <script type="module" src={script} />}
      </head>
      <body>{children}</body>
    </html>
  )
}
