import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { page } from '~/http/pages/page.server'
import { paths } from '~/http/paths'

/** The service worker answers with this page where an address was not reached; an empty link asks for that one again. */
const HERE = ''

export const meta: MetaFunction = () => [
  { title: '연결이 없어요 · 멜트' },
  { name: 'description', content: '인터넷에 연결되면 멜트를 이어서 볼 수 있어요' },
  { name: 'robots', content: 'noindex' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async () => null)
}

export default function OfflinePage() {
  return (
    <div className="flex flex-col gap-4 py-8">
      <h1>지금은 인터넷에 연결되어 있지 않아요</h1>
      <p className="text-soft">와이파이나 데이터를 확인하고 다시 해 보세요</p>
      <div className="flex flex-wrap gap-2">
        <a className="button flex-auto" href={HERE}>
          다시 해 보기
        </a>
        <a className="button button-quiet flex-auto" href={paths.home}>
          홈으로 가기
        </a>
      </div>
    </div>
  )
}
