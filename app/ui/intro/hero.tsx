import type { FeedItem as Item } from '~/domain/feed/presenter'
import { paths } from '~/http/paths'
import { FeedItem } from '../feed/feed-item'

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
