import type { Vip } from '~/domain/vips/vip'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { Name } from '../badges/name'
import { Face } from '../face'
import { When } from '../when'
import { DismissVip } from './dismiss-vip'
import { NoteField } from './note-field'

/** One of those whom a creator put first. */
export function VipRow({ vip: { chzzkUserId, displayName, badge, note, createdAt } }: { vip: Vip }) {
  return (
    <li className="claim" data-row="">
      <div className="line">
        <Face name={displayName} id={chzzkUserId} />
        <div className="row-body">
          <h2 className="row-name">
            <Name badge={badge}>{displayName}</Name>
          </h2>
          <div className="small soft">
            <When at={createdAt} />
          </div>
        </div>
        <DismissVip chzzkUserId={chzzkUserId} here={paths.vips} />
      </div>
      {note && <p className="claim-text">{note}</p>}
      <details className="ask">
        <summary className="link small tap">{note ? '메모 고치기' : '메모 남기기'}</summary>
        <ActForm
          action={`/creator/vips/${chzzkUserId}`}
          formPage={paths.vips}
          redirectTo={paths.vips}
          method="PUT"
          className="stack-tight"
        >
          <NoteField id={`note-${chzzkUserId}`} note={note} />
          <button className="button button-quiet button-small self-start" type="submit">
            메모 저장하기
          </button>
        </ActForm>
      </details>
    </li>
  )
}
