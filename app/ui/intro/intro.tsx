import type { ComponentType, ReactNode } from 'react'
import type { FeedItem as Item } from '~/domain/feed/presenter'
import { paths } from '~/http/paths'
import { FeedItem } from '../feed/feed-item'
import {
  BookIcon,
  ChartIcon,
  CheckIcon,
  CheeseIcon,
  EveryoneIcon,
  FeedIcon,
  LetterIcon,
  LockIcon,
  MoonIcon,
  PersonIcon,
} from '../icons'

/** The first sight of Melt. */
export function Hero({ sample }: { sample: Item }) {
  return (
    <section className="-mx-4 -mt-2 flex flex-col gap-4 bg-[radial-gradient(120%_90%_at_85%_0%,var(--color-accent-wash),transparent_70%)] px-5 pt-9 pb-8">
      <h1 className="text-4xl leading-[1.22] font-extrabold tracking-[-0.03em]">
        방송은 끝나도
        <br />
        <em className="text-accent not-italic">응원은 녹아 남아요</em>
      </h1>
      <p className="text-soft">
        치즈는 치지직에서 보내고, 메시지는 멜트에 남겨요. 치지직 스트리머와 팬이 방송 밖에서도 이어지는
        곳이에요
      </p>
      <ul className="card [&>li]:border-0 [&>li]:p-0" aria-label="피드에 이렇게 남아요">
        <FeedItem channelName="" item={sample} />
      </ul>
      <div className="flex flex-wrap gap-2">
        <a className="button flex-auto" href={paths.loginPage(paths.home)}>
          치지직으로 시작하기
        </a>
        <a className="button button-quiet flex-auto" href="#search">
          둘러보기
        </a>
      </div>
    </section>
  )
}

/** What Melt is to a streamer, in one screen. */
export function ForCreators({ children }: { children: ReactNode }) {
  return (
    <Audience id="creators" who="스트리머라면" title="방송을 꺼도 응원은 이어져요" after={children}>
      <Point Icon={MoonIcon} title="방송이 끝난 뒤에도">
        다시보기로 만난 팬의 후원까지 한곳에 모여요
      </Point>
      <Point Icon={FeedIcon} title="치즈 메시지를 놓치지 않아요">
        채팅 설정과 상관없이 후원 메시지는 멜트에 다시 보여요
      </Point>
      <Point Icon={CheckIcon} title="내가 확인한 것만 기록으로">
        확인한 후원만 통계에 들어가고, 실수는 되돌릴 수 있어요
      </Point>
      <Point Icon={ChartIcon} title="누가, 언제, 얼마나">
        방송 중이든 아니든 응원의 흐름을 한눈에 봐요
      </Point>
      <Point Icon={LetterIcon} title="편지, 답장, 소개">
        비공개 편지를 받고, 답하고, 원하면 모두에게 소개해요
      </Point>
      <Point Icon={BookIcon} title="배지와 배지 전용 콘텐츠" soon>
        나만의 배지를 만들고, 나중에는 선정산 참고 지표도 볼 수 있어요
      </Point>
    </Audience>
  )
}

/** What Melt is to a fan, in one screen. */
export function ForViewers() {
  return (
    <Audience
      id="viewers"
      who="시청자라면"
      title={
        <>
          언제든 응원하고,
          <br />그 마음은 기록으로 남아요
        </>
      }
    >
      <Point Icon={CheeseIcon} title="방송이 없는 시간에도">
        다시보기를 보다가, 잠들기 전에, 생각났을 때 응원해요
      </Point>
      <Point Icon={FeedIcon} title="치즈 메시지는 모두에게 공개">
        채팅에서 흘러가지 않고 채널 피드에 쭉 남아요
      </Point>
      <Point Icon={EveryoneIcon} title="스트리머의 답도 함께">
        공개 답장은 누구나 읽을 수 있어요. 답장은 스트리머의 선택이에요
      </Point>
      <Point Icon={LockIcon} title="둘만의 이야기는 비공개로">
        스트리머만 읽는 편지를 따로 보낼 수 있어요
      </Point>
      <Point Icon={PersonIcon} title="치지직과 가까워요">
        같은 아이디로 로그인하고, 채널 주소도 치지직과 똑같아요
      </Point>
    </Audience>
  )
}

type AudienceProps = { id: string; who: string; title: ReactNode; children: ReactNode; after?: ReactNode }

function Audience({ id, who, title, children, after }: AudienceProps) {
  return (
    <section className="flex scroll-mt-4 flex-col gap-5 py-6" id={id}>
      <div>
        <p className="text-sm font-bold text-accent">{who}</p>
        <h2 className="text-2xl leading-[1.3] font-extrabold tracking-[-0.02em]">{title}</h2>
      </div>
      <ul className="flex flex-col gap-4.5">{children}</ul>
      {after}
    </section>
  )
}

type PointProps = {
  Icon: ComponentType<{ className: string }>
  title: string
  soon?: boolean
  children: ReactNode
}

/** One thing Melt does; what is not open yet says so. */
function Point({ Icon, title, soon = false, children }: PointProps) {
  return (
    <li className="grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-3.5">
      <Icon className="row-span-2 size-11 rounded-field bg-accent-wash p-2.5 text-accent" />
      <h3>
        {title} {soon && <span className="tag tag-plain">곧 열려요</span>}
      </h3>
      <p className="text-md text-soft">{children}</p>
    </li>
  )
}
