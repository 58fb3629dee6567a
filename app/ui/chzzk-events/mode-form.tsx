import { autoConfirmMode } from '~/domain/channels/input'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { ChoiceField } from '../form/choice-field'
import type { ConnectionStatus } from './connection-status'
import { MODES } from './mode-words'

const OPTIONS = autoConfirmMode.options.map((mode) => [mode, MODES[mode].name, MODES[mode].happens] as const)

/** What CHZZK's signals may do in the channel. */
export function ModeForm({ mode }: Pick<ConnectionStatus, 'mode'>) {
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
