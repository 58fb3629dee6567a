import type { Folder } from '~/domain/letters/input'
import type { Letter } from '~/domain/letters/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { InboxIcon } from '../icons'
import { More } from '../more'
import { folderAddress } from './folder-tabs'
import { InboxLetter } from './inbox-letter'

type InboxLettersProps = {
  items: Letter[]
  nextCursor: string | null
  folder: Folder
  query: string
  share: string
}

/** What a folder or a search holds. */
export function InboxLetters({ items, nextCursor, folder, query, share }: InboxLettersProps) {
  if (items.length === 0) return <NoLetters folder={folder} query={query} share={share} />
  const address = query ? `${paths.inbox}?query=${encodeURIComponent(query)}` : folderAddress(folder)
  return (
    <>
      <ul className="stack">
        {items.map((letter) => (
          <InboxLetter key={letter.id} letter={letter} />
        ))}
      </ul>
      <More address={address} cursor={nextCursor} shown={items.length} />
    </>
  )
}

const NOTHING: Record<Folder, string> = {
  all: '아직 온 메시지가 없어요. 채널 링크를 공유해 보세요',
  unread: '모두 읽었어요',
  donations: '아직 후원 메시지가 없어요',
  filtered: '걸러진 메시지가 없어요',
  archived: '보관한 편지가 없어요',
}

function NoLetters({ folder, query, share }: Pick<InboxLettersProps, 'folder' | 'query' | 'share'>) {
  if (query) return <Empty icon={<InboxIcon />} title={`“${query}”에 맞는 편지가 없어요`} />
  return (
    <Empty icon={<InboxIcon />} title={NOTHING[folder]}>
      {folder === 'all' && (
        <a className="button" href={share}>
          채널 링크 공유하기
        </a>
      )}
      {folder === 'filtered' && (
        <a className="link tap" href={paths.settings}>
          차단어 정하기
        </a>
      )}
    </Empty>
  )
}
