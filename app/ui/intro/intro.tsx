import type { ReactNode } from 'react'
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
    <section className="hero">
      <h1>
        방송은 끝나도
        <br />
        <em>응원은 녹아 남아요</em>
      </h1>
      <p className="text-soft">
        치즈는 치지직에서 보내고, 메시지는 멜트에 남겨요. 치지직 스트리머와 팬이 방송 밖에서도 이어지는
        곳이에요
      </p>
      <ul className="sample" aria-label="피드에 이렇게 남아요">
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
    <section className="screen" id="creators">
      <div>
        <p className="eyebrow">스트리머라면</p>
        <h2>방송을 꺼도 응원은 이어져요</h2>
      </div>
      <ul className="points">
        <Point icon={<MoonIcon />} title="방송이 끝난 뒤에도">
          다시보기로 만난 팬의 후원까지 한곳에 모여요
        </Point>
        <Point icon={<FeedIcon />} title="치즈 메시지를 놓치지 않아요">
          채팅 설정과 상관없이 후원 메시지는 멜트에 다시 보여요
        </Point>
        <Point icon={<CheckIcon />} title="내가 확인한 것만 기록으로">
          확인한 후원만 통계에 들어가고, 실수는 되돌릴 수 있어요
        </Point>
        <Point icon={<ChartIcon />} title="누가, 언제, 얼마나">
          방송 중이든 아니든 응원의 흐름을 한눈에 봐요
        </Point>
        <Point icon={<LetterIcon />} title="편지, 답장, 소개">
          비공개 편지를 받고, 답하고, 원하면 모두에게 소개해요
        </Point>
        <Point icon={<BookIcon />} title="배지와 배지 전용 콘텐츠" soon>
          나만의 배지를 만들고, 나중에는 선정산 참고 지표도 볼 수 있어요
        </Point>
      </ul>
      {children}
    </section>
  )
}

/** What Melt is to a fan, in one screen. */
export function ForViewers() {
  return (
    <section className="screen" id="viewers">
      <div>
        <p className="eyebrow">시청자라면</p>
        <h2>
          언제든 응원하고,
          <br />그 마음은 기록으로 남아요
        </h2>
      </div>
      <ul className="points">
        <Point icon={<CheeseIcon />} title="방송이 없는 시간에도">
          다시보기를 보다가, 잠들기 전에, 생각났을 때 응원해요
        </Point>
        <Point icon={<FeedIcon />} title="치즈 메시지는 모두에게 공개">
          채팅에서 흘러가지 않고 채널 피드에 쭉 남아요
        </Point>
        <Point icon={<EveryoneIcon />} title="스트리머의 답도 함께">
          공개 답장은 누구나 읽을 수 있어요. 답장은 스트리머의 선택이에요
        </Point>
        <Point icon={<LockIcon />} title="둘만의 이야기는 비공개로">
          스트리머만 읽는 편지를 따로 보낼 수 있어요
        </Point>
        <Point icon={<PersonIcon />} title="치지직과 가까워요">
          같은 아이디로 로그인하고, 채널 주소도 치지직과 똑같아요
        </Point>
      </ul>
    </section>
  )
}

type PointProps = { icon: ReactNode; title: string; soon?: boolean; children: ReactNode }

/** One thing Melt does; what is not open yet says so. */
function Point({ icon, title, soon = false, children }: PointProps) {
  return (
    <li className="point">
      {icon}
      <h3>
        {title} {soon && <span className="tag tag-plain">곧 열려요</span>}
      </h3>
      <p>{children}</p>
    </li>
  )
}
