import type { Vip } from '~/domain/vips/vip'
import type { FieldName } from '~/http/contract/form'
import { BadgedName, VipTag } from '../badges/badge'
import { Face } from '../face'
import { Field } from '../form/field'
import { OperationForm } from '../form/operation-form'
import { Written } from '../message'
import { When } from '../when'

type VipPartProps = {
  person: { chzzkUserId: string; displayName: string }
  vip: { note: string | null } | null
}

export function VipPart({ person, vip }: VipPartProps) {
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
        <summary className="link-small">{vip ? '메모 고치기' : 'VIP로 정하기'}</summary>
        <OperationForm
          op="PUT /creator/vips/:chzzkUserId"
          params={{ chzzkUserId }}
          redirectTo="here"
          className="flex flex-col gap-2"
        >
          {(name) => (
            <>
              {!vip && (
                <p className="note">
                  {displayName}님의 편지가 늘 맨 위에 와요. 누가 VIP인지는 나만 볼 수 있어요
                </p>
              )}
              <NoteField id="vip-note" name={name('note')} note={vip?.note ?? null} />
              <button className="button button-quiet button-small self-start" type="submit">
                {vip ? '메모 저장하기' : 'VIP로 정하기'}
              </button>
            </>
          )}
        </OperationForm>
      </details>
      {vip && <DismissVip chzzkUserId={chzzkUserId} />}
    </section>
  )
}

export function VipRow({ vip: { chzzkUserId, displayName, badge, note, createdAt } }: { vip: Vip }) {
  return (
    <li className="card" data-row="">
      <div className="line">
        <Face name={displayName} id={chzzkUserId} />
        <div className="row-body">
          <h2 className="text-base">
            <BadgedName badge={badge}>{displayName}</BadgedName>
          </h2>
          <div className="note">
            <When at={createdAt} />
          </div>
        </div>
        <DismissVip chzzkUserId={chzzkUserId} />
      </div>
      {note && <Written>{note}</Written>}
      <details className="ask">
        <summary className="link-small">{note ? '메모 고치기' : '메모 남기기'}</summary>
        <OperationForm
          op="PUT /creator/vips/:chzzkUserId"
          params={{ chzzkUserId }}
          redirectTo="here"
          className="flex flex-col gap-2"
        >
          {(name) => (
            <>
              <NoteField id={`note-${chzzkUserId}`} name={name('note')} note={note} />
              <button className="button button-quiet button-small self-start" type="submit">
                메모 저장하기
              </button>
            </>
          )}
        </OperationForm>
      </details>
    </li>
  )
}

type NoteFieldProps = { id: string; name: FieldName; note: string | null }

function NoteField({ id, name, note }: NoteFieldProps) {
  return <Field id={id} name={name} label="메모" note="나만 봐요 · 200자까지" value={note} />
}

function DismissVip({ chzzkUserId }: { chzzkUserId: string }) {
  return (
    <OperationForm op="DELETE /creator/vips/:chzzkUserId" params={{ chzzkUserId }} redirectTo="here">
      <button className="button button-quiet button-small" type="submit">
        VIP에서 빼기
      </button>
    </OperationForm>
  )
}
