import { sessionMode } from '~/domain/channels/input'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { FieldError } from '../form/field'
import { useField } from '../form/returned'
import { MODES } from './mode-words'
import type { SessionState } from './session-state'

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
      <Modes mode={mode} />
      <button className={`button wide ${mode === 'auto' ? 'button-quiet' : ''}`} type="submit">
        저장하기
      </button>
    </ActForm>
  )
}

function Modes({ mode }: Pick<SessionState, 'mode'>) {
  const { value: chosen, error } = useField('mode', mode)
  return (
    <fieldset className="stack-tight">
      <legend>
        <h2>신호가 오면</h2>
      </legend>
      {sessionMode.options.map((value) => (
        <label key={value} className="check items-start py-2">
          <input
            className="box box-round"
            type="radio"
            name="mode"
            value={value}
            defaultChecked={value === chosen}
            required
          />
          <span>
            <span className="font-semibold">{MODES[value].name}</span>
            <span className="small soft block">{MODES[value].happens}</span>
          </span>
        </label>
      ))}
      <FieldError id="mode" error={error} />
    </fieldset>
  )
}
