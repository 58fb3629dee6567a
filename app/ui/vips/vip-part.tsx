import { ActForm } from '../act-form'
import { VipTag } from '../badges/vip-tag'
import { DismissVip } from './dismiss-vip'
import { NoteField } from './note-field'

type VipPartProps = {
  person: { chzzkUserId: string; displayName: string }
  vip: { note: string | null } | null
  here: string
}

/** Puts somebody first, or tells that they are, with the creator's own note. */
export function VipPart({ person, vip, here }: VipPartProps) {
  const { chzzkUserId, displayName } = person
  return (
    <section className="card" id="vip" aria-label="VIP">
      {vip && (
        <div className="line items-start">
          <VipTag />
          <span className="row-body">{vip.note ?? 'VIP로 정한 분이에요'}</span>
        </div>
      )}
      <details className="ask">
        <summary className="link small tap">{vip ? '메모 고치기' : 'VIP로 정하기'}</summary>
        <ActForm
          action={`/creator/vips/${chzzkUserId}`}
          formPage={here}
          redirectTo={here}
          method="PUT"
          className="stack-tight"
        >
          {!vip && (
            <p className="small soft">
              {displayName}님의 편지가 늘 맨 위에 와요. 누가 VIP인지는 나만 볼 수 있어요
            </p>
          )}
          <NoteField id="vip-note" note={vip?.note ?? null} />
          <button className="button button-quiet button-small self-start" type="submit">
            {vip ? '메모 저장하기' : 'VIP로 정하기'}
          </button>
        </ActForm>
      </details>
      {vip && <DismissVip chzzkUserId={chzzkUserId} here={here} />}
    </section>
  )
}
