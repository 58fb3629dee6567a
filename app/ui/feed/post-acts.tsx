import type { FeedItem } from '~/domain/feed/item'
import { ActForm } from '../act-form'

/** What a creator may do with their own post, where it stands. */
export function PostActs({ item, here }: { item: FeedItem; here: string }) {
  if (item.type !== 'creator_post') return null
  return (
    <>
      <ActForm
        action={`/content/${item.id}/pin`}
        formPage={here}
        redirectTo={here}
        method={item.pinned ? 'DELETE' : undefined}
      >
        <button className="link small tap" type="submit">
          {item.pinned ? '고정 풀기' : '고정하기'}
        </button>
      </ActForm>
      <ActForm action={`/content/${item.id}`} formPage={here} redirectTo={here} method="DELETE">
        <button className="link small tap" type="submit">
          지우기
        </button>
      </ActForm>
    </>
  )
}
