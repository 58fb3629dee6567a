import type { Folder } from '~/domain/letters/input'
import { paths } from '~/http/paths'

const FOLDERS: [Folder, string][] = [
  ['all', '전체'],
  ['unread', '안 읽음'],
  ['donations', '후원'],
  ['filtered', '걸러진 메시지'],
  ['archived', '보관함'],
]

export function folderAddress(folder: Folder) {
  return folder === 'all' ? paths.inbox : `${paths.inbox}?folder=${folder}`
}

/** The folders of the inbox; the unread one says how many. */
export function FolderTabs({ folder, unread }: { folder: Folder | null; unread: number }) {
  return (
    <nav className="pills" aria-label="편지함">
      {FOLDERS.map(([value, word]) => (
        <a
          key={value}
          className="pill"
          href={folderAddress(value)}
          aria-current={value === folder ? 'true' : undefined}
        >
          {word}
          {value === 'unread' && unread > 0 && (
            <>
              {' '}
              <span className="num">{unread > 99 ? '99+' : unread}</span>
            </>
          )}
        </a>
      ))}
    </nav>
  )
}
