import { outcomeCopy } from '~/copy/ko/donations'
import { LETTER_STATE_COPY } from '~/copy/ko/letters'
import { cheese } from '~/copy/ko/numbers'
import type { LetterState, MyLetter } from '~/domain/letters/presenter'
import { paths } from '~/http/paths'
import { Face } from '../face'
import { MessageText, ReplyList, WithdrawForm } from '../message'
import { ReportLink } from '../moderation/message-acts'
import { StatusLabel } from '../tag'
import { When } from '../when'

const STATE_TAGS: Record<LetterState, string> = {
  created: 'tag-wait',
  read: 'tag-plain',
  replied_private: 'tag-ok',
  replied_public: 'tag-ok',
  retweeted: 'tag-ok',
  withdrawn: 'tag-out',
  hidden: 'tag-out',
}

/** One of my letters or donation messages, and what became of it. */
export function MyLetterRow({ letter }: { letter: MyLetter }) {
  const { id, type, chzzkChannelId, channelName, content, createdAt, state, donation, replies } = letter
  const { label, sentence } = LETTER_STATE_COPY[state]
  const amount = donation && (donation.amount ?? donation.claimedAmount)
  return (
    <li className="card" data-row="">
      <div className="line">
        <Face name={channelName} id={chzzkChannelId} />
        <div className="row-body">
          <h3 className="min-w-0 truncate">
            <a href={paths.channel(chzzkChannelId)}>{channelName}</a>
          </h3>
          <div className="note">
            {type === 'dm' ? '편지' : content === '' ? '후원' : '후원 메시지'} · <When at={createdAt} />
          </div>
        </div>
        {amount ? <strong className="num">{cheese(amount)}</strong> : null}
      </div>
      {content !== null && <MessageText text={content} />}
      <ReplyList replies={replies} name={channelName} acts={(reply) => <ReportLink id={reply} />} />
      <p className="note">{donation && state === 'created' ? outcomeCopy(donation) : sentence}</p>
      {letter.hiddenReason && <p className="text-sm">이유: {letter.hiddenReason}</p>}
      {state === 'hidden' && (
        <a className="link-small self-start" href={paths.myHidden(id)}>
          숨긴 이유와 이의
        </a>
      )}
      <div className="line -my-2 justify-between">
        <span className="line">
          {donation && <StatusLabel status={donation.status} />}
          {(type === 'dm' || state !== 'created') && (
            <span className={`tag ${STATE_TAGS[state]}`}>{label}</span>
          )}
        </span>
        {donation && (
          <a className="link-small" href={paths.myDonation(donation.id)}>
            진행 기록
          </a>
        )}
        {content !== null && <WithdrawForm id={id} redirectTo={paths.letters} />}
      </div>
    </li>
  )
}
