import type { ReactNode } from 'react'
import { MESSAGE_TYPE_COPY, REASON_COPY } from '~/copy/ko/moderation'
import type { InspectedReport, ObjectionHead, QueueLine } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { Written } from '../message'
import { Quoted } from '../moderation/quoted'
import { LifeLine, ReasonTags } from '../moderation/reasons'
import { Ago, At } from '../when'

/** The words that were reported, where they stand, and what everybody who reported them said. */
export function Evidence({ report }: { report: InspectedReport }) {
  const { type, channelName, authorName, evidence, reports, isPublic, isHidden, isWithdrawn } = report
  const under = `${channelName} 채널의 ${MESSAGE_TYPE_COPY[type]} · ${isPublic ? '공개' : '비공개'}`
  return (
    <>
      <Quoted name={authorName} under={under} text={evidence} gone="보관 기간이 끝나서 지웠어요">
        {(isHidden || isWithdrawn) && (
          <p className="note">{isWithdrawn ? '글쓴이가 지운 글이에요' : '지금은 숨겨진 글이에요'}</p>
        )}
      </Quoted>
      <section className="card" aria-labelledby="reported-title">
        <h2 id="reported-title">
          신고 <span className="num">{reports.length}건</span>
        </h2>
        <ul className="flex flex-col">
          {reports.map(({ id, reason, detail, createdAt }) => (
            <li key={id} className="row">
              <span className="row-body">
                <b>{REASON_COPY[reason]}</b>
                {detail && <Written as="span">{detail}</Written>}
                <span className="note">
                  <At at={createdAt} />
                </span>
              </span>
            </li>
          ))}
        </ul>
        {reports.some(({ reason }) => reason === 'self_harm') && <LifeLine />}
      </section>
    </>
  )
}

/** A reported message in an admin's list, without its text. */
export function AdminReportRow({ line }: { line: QueueLine }) {
  const { id, reasons, count, hidden, oldestAt } = line
  return (
    <AdminRow line={line} href={paths.adminReport(id)}>
      <ReasonTags reasons={reasons} count={count} hidden={hidden} />
      <p className="note">
        첫 신고 <Ago at={oldestAt} />
      </p>
    </AdminRow>
  )
}

/** An objection in an admin's list, without any text or name. */
export function AdminObjectionRow({ objection }: { objection: ObjectionHead }) {
  return (
    <AdminRow line={objection} href={paths.adminObjection(objection.id)}>
      <p className="note">
        이의 <Ago at={objection.createdAt} />
      </p>
    </AdminRow>
  )
}

type AdminRowProps = { line: Pick<QueueLine, 'type' | 'channelName'>; href: string; children: ReactNode }

function AdminRow({ line: { type, channelName }, href, children }: AdminRowProps) {
  return (
    <li className="card relative">
      <h3>
        <a className="after:absolute after:inset-0" href={href}>
          {channelName} 채널의 {MESSAGE_TYPE_COPY[type]}
        </a>
      </h3>
      {children}
    </li>
  )
}
