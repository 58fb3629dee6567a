import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { CheeseIcon, LetterIcon, ShareIcon } from '../icons'

type ChannelActionsProps = { chzzkChannelId: string; formPage: string; mine: boolean; followed: boolean }

/** What one can do in an open channel: send cheese, write a letter, keep it as a favourite, share it. */
export function ChannelActions({ chzzkChannelId, formPage, mine, followed }: ChannelActionsProps) {
  return (
    <div className="buttons">
      {!mine && (
        <a className="button wide" href={paths.donate(chzzkChannelId)}>
          <CheeseIcon />
          치즈 보내기
        </a>
      )}
      {!mine && (
        <a className="button button-quiet grow" href={paths.letter(chzzkChannelId)}>
          <LetterIcon />
          편지
        </a>
      )}
      {mine && (
        <a className="button grow" href={paths.confirm}>
          후원 확인하기
        </a>
      )}
      {!mine && <FollowForm chzzkChannelId={chzzkChannelId} formPage={formPage} followed={followed} />}
      <a
        className={mine ? 'button button-quiet' : 'button button-quiet grow'}
        href={paths.share(chzzkChannelId)}
      >
        <ShareIcon />
        공유
      </a>
    </div>
  )
}

type FollowFormProps = { chzzkChannelId: string; formPage: string; followed: boolean }

function FollowForm({ chzzkChannelId, formPage, followed }: FollowFormProps) {
  return (
    <ActForm
      action={`/channels/${chzzkChannelId}/follow`}
      formPage={formPage}
      redirectTo={formPage}
      method={followed ? 'DELETE' : undefined}
      className="grow"
    >
      <button
        id={`follow-${chzzkChannelId}`}
        className={`button wide ${followed ? 'button-on' : 'button-quiet'}`}
        type="submit"
        aria-pressed={followed}
      >
        즐겨찾기
      </button>
    </ActForm>
  )
}
