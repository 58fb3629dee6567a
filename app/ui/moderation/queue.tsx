import { type ReactNode, useId } from 'react'
import { MESSAGE_TYPE_COPY } from '~/copy/ko/moderation'
import { MAX_SHOWN } from '~/domain/moderation/input'
import type { HiddenMessage, OpenObjection, QueueLine } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { FlagIcon } from '../icons'
import { PlaceCard } from '../places'
import { Ago } from '../when'
import { DecideForm, FROM_REASON, HIDE_OR_KEEP, RESTORE_OR_KEEP } from './decide-form'
import { ObjectionText, Quoted } from './quoted'
import { LifeLine, ReasonTags } from './reasons'

/** What viewers reported in a creator's channel: one message, why, and what to do; never by whom. */
export function ReportedMessage({ line }: { line: QueueLine }) {
  const { id, authorName, type, content, createdAt, count, reasons, hidden } = line
  const under = (
    <>
      {MESSAGE_TYPE_COPY[type]} · <Ago at={createdAt} />
    </>
  )
  return (
    <li>
      <Quoted level={3} name={authorName} under={under} text={content}>
        <ReasonTags reasons={reasons} count={count} hidden={hidden} />
        {reasons.includes('self_harm') && <LifeLine />}
        <DecideForm
          op="POST /reports/:id/resolve"
          id={id}
          note="글쓴이와 신고한 분이 볼 수 있어요"
          hint={FROM_REASON}
          ways={HIDE_OR_KEEP}
        />
      </Quoted>
    </li>
  )
}

export function ObjectionLine({ objection }: { objection: OpenObjection }) {
  const { id, authorName, type, content, text, hiddenReason, createdAt } = objection
  const under = (
    <>
      {MESSAGE_TYPE_COPY[type]} · 이의 <Ago at={createdAt} />
    </>
  )
  return (
    <li>
      <Quoted level={3} name={authorName} under={under} text={content}>
        {hiddenReason && <p className="note">숨긴 이유: {hiddenReason}</p>}
        <ObjectionText>{text}</ObjectionText>
        <DecideForm
          op="POST /objections/:id/resolve"
          id={id}
          note="글쓴이가 볼 수 있어요"
          ways={RESTORE_OR_KEEP}
        />
      </Quoted>
    </li>
  )
}

/** Something hidden in a creator's channel, and the way back where the creator hid it. */
export function HiddenMessageRow({ message }: { message: HiddenMessage }) {
  const { id, authorName, type, content, reason, hiddenBy, createdAt } = message
  const under = (
    <>
      {MESSAGE_TYPE_COPY[type]} · <Ago at={createdAt} />
    </>
  )
  return (
    <li>
      <Quoted level={3} name={authorName} under={under} text={content}>
        <div className="line -my-2 justify-between">
          <span className="note">
            {hiddenBy === 'admin' && '운영자가 숨겼어요. '}
            {reason && `이유: ${reason}`}
          </span>
          {hiddenBy === 'creator' && (
            <OperationForm op="POST /content/:id/restore" params={{ id }} redirectTo="here">
              <button className="button button-quiet button-small" type="submit">
                다시 보이기
              </button>
            </OperationForm>
          )}
        </div>
      </Quoted>
    </li>
  )
}

type WaitingProps = { title: string; count: number; isMore?: boolean; children: ReactNode }

/** A list with its name and how many wait in it; nothing where it is empty. */
export function Waiting({ title, count, isMore = count === MAX_SHOWN, children }: WaitingProps) {
  const id = useId()
  if (count === 0) return null
  return (
    <section className="flex flex-col gap-4" aria-labelledby={id}>
      <h2 id={id}>
        {title}{' '}
        <span className="num">
          {count}건{isMore && ' 이상'}
        </span>
      </h2>
      <ul className="flex flex-col gap-4">{children}</ul>
    </section>
  )
}

export function ModerationLink({ count }: { count?: number }) {
  return (
    <PlaceCard href={paths.moderation} icon={<FlagIcon />}>
      {count ? `확인할 신고와 이의 ${count > 99 ? '99+' : count}건` : '신고와 숨김'}
    </PlaceCard>
  )
}
