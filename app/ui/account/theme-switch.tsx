import { paths } from '~/http/paths'
import type { ThemeName } from '../frame/frame'

const THEMES: [ThemeName, string][] = [
  ['system', '시스템'],
  ['dark', '어둡게'],
  ['light', '밝게'],
]

/** Dark or light on this browser. */
export function ThemeSwitch({ theme, redirectTo }: { theme: ThemeName; redirectTo: string }) {
  return (
    <section className="stack-tight">
      <h2 id="theme-name">화면 밝기</h2>
      <form className="buttons" method="post" action={paths.theme} aria-labelledby="theme-name">
        <input type="hidden" name="redirectTo" value={redirectTo} />
        {THEMES.map(([value, word]) => (
          <button
            key={value}
            className={`button button-small grow ${value === theme ? 'button-on' : 'button-quiet'}`}
            type="submit"
            name="theme"
            value={value}
            aria-pressed={value === theme}
          >
            {word}
          </button>
        ))}
      </form>
    </section>
  )
}
