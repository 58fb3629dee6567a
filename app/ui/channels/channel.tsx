import type { ReactNode } from 'react'
import { paths } from '~/http/paths'
import { Face } from '../face'
import { OperationForm } from '../form/operation-form'
import { ChannelsIcon, CheeseIcon, LetterIcon, ShareIcon } from '../icons'
import { Empty } from '../list'

type ChannelHeadProps = {
  name: string
  chzzkChannelId: string
  title: string
  level?: 1 | 2
  isBehind?: boolean
  children?: ReactNode
}

/** Whose pages these are; one behind the channel leads back to it. */
export function ChannelHead({
  name,
  chzzkChannelId,
  title,
  level = 1,
  isBehind = false,
  children,
}: ChannelHeadProps) {
  const Title = level === 1 ? 'h1' : 'h2'
  return (
    <header className="flex min-w-0 items-center gap-3.5">
      <Face name={name} id={chzzkChannelId} large />
      <div className="min-w-0 flex-1">
        <Title className="line-clamp-2 text-xl leading-[1.3]">{title}</Title>
        {isBehind && (
          <a className="link-small" href={paths.channel(chzzkChannelId)}>
            채널로 돌아가기
          </a>
        )}
        {children}
      </div>
    </header>
  )
}

type ChannelLinkProps = { url: string; id?: string; label?: string }

/** A channel's address, ready to be copied. */
export function ChannelLink({ url, id = 'channel-link', label = '채널 주소' }: ChannelLinkProps) {
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {label}
      </label>
      <input className="input select-all" id={id} type="text" value={url} readOnly data-copy="" />
      <p className="text-xs text-soft">길게 눌러 복사해서 방송 설명이나 커뮤니티에 붙여 넣어 보세요</p>
    </div>
  )
}

type ChannelActionsProps = { chzzkChannelId: string; mine: boolean; followed: boolean }

/** What one can do in an open channel: send cheese, write a letter, keep it as a favourite, share it. */
export function ChannelActions({ chzzkChannelId, mine, followed }: ChannelActionsProps) {
  return (
    <div className="flex flex-wrap gap-2">
      {!mine && (
        <a className="button w-full" href={paths.donate(chzzkChannelId)}>
          <CheeseIcon />
          치즈 보내기
        </a>
      )}
      {!mine && (
        <a className="button button-quiet flex-auto" href={paths.letter(chzzkChannelId)}>
          <LetterIcon />
          편지
        </a>
      )}
      {mine && (
        <a className="button flex-auto" href={paths.confirm}>
          후원 확인하기
        </a>
      )}
      {!mine && <FollowForm chzzkChannelId={chzzkChannelId} followed={followed} />}
      <a
        className={mine ? 'button button-quiet' : 'button button-quiet flex-auto'}
        href={paths.share(chzzkChannelId)}
      >
        <ShareIcon />
        공유
      </a>
    </div>
  )
}

type FollowFormProps = { chzzkChannelId: string; followed: boolean }

function FollowForm({ chzzkChannelId, followed }: FollowFormProps) {
  return (
    <OperationForm
      op={followed ? 'DELETE /channels/:chzzkChannelId/follow' : 'POST /channels/:chzzkChannelId/follow'}
      params={{ chzzkChannelId }}
      redirectTo="here"
      className="flex-auto"
    >
      <button
        id={`follow-${chzzkChannelId}`}
        className={`button w-full ${followed ? 'button-on' : 'button-quiet'}`}
        type="submit"
        aria-pressed={followed}
      >
        즐겨찾기
      </button>
    </OperationForm>
  )
}

type ClosedChannelProps = { name: string; chzzkChannelId: string; mine: boolean }

/** A channel that CHZZK knows and whose streamer has not come to Melt yet. */
export function ClosedChannel({ name, chzzkChannelId, mine }: ClosedChannelProps) {
  return (
    <Empty icon={<ChannelsIcon />} title="아직 멜트에 열리지 않은 채널이에요">
      <p className="text-soft">
        {name}님이 멜트를 열면 이 주소에서 바로 응원할 수 있어요. 스트리머에게 이 링크를 알려 주세요
      </p>
      <a className="button button-quiet" href={paths.share(chzzkChannelId)}>
        <ShareIcon />
        스트리머에게 공유하기
      </a>
      {mine && (
        <a className="button" href={paths.home}>
          내 채널 열러 가기
        </a>
      )}
    </Empty>
  )
}
