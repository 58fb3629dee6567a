import { sessionMode } from '~/domain/channels/input'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { ChoiceField } from '../form/choice-field'
import { MODES } from './mode-words'
import type { SessionState } from './session-state'

const OPTIONS = sessionMode.options.map((mode) => [mode, MODES[mode].name, MODES[mode].happens] as const)

/** What CHZZK's signals may do in the channel. */
export function ModeForm({ mode }: Pick<SessionState, 'mode'>) {
  return (
    <ActForm
      action="/creator/session"
      formPage={paths.signals}
      redirectTo={paths.signals}
      method="PUT"
      className="card"
    >
      <ChoiceField name="mode" label="신호가 오면" options={OPTIONS} value={mode} />
      <button className={`button wide ${mode === 'auto' ? 'button-quiet' : ''}`} type="submit">
        저장하기
      </button>
    </ActForm>
  )
}
