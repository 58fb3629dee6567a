import { CONNECTION_LABELS, MODES } from '~/copy/ko/chzzk-events'
import { paths } from '~/http/paths'
import { NextIcon, SignalIcon } from '../icons'
import type { ConnectionStatus } from './connection-status'

/** The way to CHZZK's donation signals, with how they stand in one line. */
export function SignalsLink({ mode, connection }: Pick<ConnectionStatus, 'mode' | 'connection'>) {
  return (
    <a className="card plain" href={paths.signals}>
      <span className="row">
        <SignalIcon />
        <span className="row-body">
          치지직 후원 신호
          <span className="text-sm text-soft">
            {mode === 'off'
              ? CONNECTION_LABELS.off.word
              : `${MODES[mode].name} · ${CONNECTION_LABELS[connection.state].word}`}
          </span>
        </span>
        <NextIcon />
      </span>
    </a>
  )
}
