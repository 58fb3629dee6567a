import type { ReactNode } from 'react'
import type { Vip } from '~/domain/vips/vip'
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
        <NoteForm
          chzzkUserId={chzzkUserId}
          id="vip-note"
          note={vip?.note ?? null}
          button={vip ? '메모 저장하기' : 'VIP로 정하기'}
        >
          {!vip && (
            <p className="note">{displayName}님의 편지가 늘 맨 위에 와요. 누가 VIP인지는 나만 볼 수 있어요</p>
          )}
        </NoteForm>
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
        <NoteForm chzzkUserId={chzzkUserId} id={`note-${chzzkUserId}`} note={note} button="메모 저장하기" />
      </details>
    </li>
  )
}

type NoteFormProps = {
  chzzkUserId: string
  id: string
  note: string | null
  button: string
  children?: ReactNode
}

function NoteForm({ chzzkUserId, id, note, button, children }: NoteFormProps) {
  return (
    <OperationForm
      op="PUT /creator/vips/:chzzkUserId"
      params={{ chzzkUserId }}
      redirectTo="here"
      className="flex flex-col gap-2"
    >
      {(name) => (
        <>
          {children}
          <Field id={id} name={name('note')} label="메모" note="나만 봐요 · 200자까지" value={note} />
          <button className="button button-quiet button-small self-start" type="submit">
            {button}
          </button>
        </>
      )}
    </OperationForm>
  )
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
