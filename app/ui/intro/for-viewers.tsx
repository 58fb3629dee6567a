import { CheeseIcon, EveryoneIcon, FeedIcon, LockIcon, PersonIcon } from '../icons'
import { Point } from './point'

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
