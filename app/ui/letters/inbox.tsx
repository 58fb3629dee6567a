import { cheese } from '~/copy/ko/numbers'
import { type Folder, MAX_QUERY } from '~/domain/letters/input'
import type { Letter } from '~/domain/letters/presenter'
import { paths } from '~/http/paths'
import { BadgedName, VipTag } from '../badges/badge'
import { Face } from '../face'
import { SearchForm } from '../form/search-form'
import { InboxIcon } from '../icons'
import { Empty, More } from '../list'
import { MessageText } from '../message'
import { Pills } from '../pills'
import { Ago } from '../when'

const FOLDERS: [Folder, string][] = [
  ['all', '전체'],
  ['unread', '안 읽음'],
  ['donations', '후원'],
  ['filtered', '걸러진 메시지'],
  ['archived', '보관함'],
]

function folderAddress(folder: Folder) {
  return folder === 'all' ? paths.inbox : `${paths.inbox}?folder=${folder}`
}

/** The folders of the inbox; the unread one says how many. */
export function FolderTabs({ folder, unread }: { folder: Folder | null; unread: number }) {
  const counted = (word: string) => (
    <>
      {word} <span className="num">{unread > 99 ? '99+' : unread}</span>
    </>
  )
  return (
    <Pills
      label="편지함"
      options={FOLDERS.map(([value, word]) => [
        value,
        value === 'unread' && unread > 0 ? counted(word) : word,
      ])}
      value={folder}
      hrefOf={folderAddress}
    />
  )
}

/** Looks through letters and donation messages by word or by name. */
export function InboxSearch({ query }: { query: string }) {
  return (
    <search>
      <SearchForm
        action={paths.inbox}
        query={query}
        most={MAX_QUERY}
        label="편지 찾기"
        placeholder="내용이나 보낸 분"
      />
    </search>
  )
}

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
      <ul className="flex flex-col gap-4">
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

/** One letter among what came in; the whole row opens it. */
export function InboxLetter({ letter }: { letter: Letter }) {
  const { id, author, content, createdAt, unread, state, donation, heldBy } = letter
  const withdrawn = state === 'withdrawn'
  return (
    <li
      className="card relative data-unread:border-accent"
      data-unread={unread && !withdrawn ? '' : undefined}
    >
      <div className="line">
        <Face name={author.displayName} />
        <div className="row-body">
          <h3>
            <BadgedName badge={author.badge}>
              <a className="after:absolute after:inset-0" data-key="row" href={paths.inboxLetter(id)}>
                {author.displayName}
              </a>
            </BadgedName>
          </h3>
          <div className="note">
            <Ago at={createdAt} />
            {donation?.amount ? <> · {cheese(donation.amount)}</> : null}
          </div>
        </div>
        <LetterMarks letter={letter} />
      </div>
      <MessageText text={content} fold="preview" />
      {heldBy && <p className="note">차단어 “{heldBy}”에 걸렸어요</p>}
    </li>
  )
}

/** Tags for what is already done with a letter. */
export function LetterMarks({ letter: { unread, state, retweeted, replies, author } }: { letter: Letter }) {
  return (
    <span className="flex flex-wrap justify-end gap-1">
      {author.vip && <VipTag />}
      {state === 'hidden' && <span className="tag tag-out">숨김</span>}
      {author.blocked && <span className="tag tag-out">차단함</span>}
      {unread && state === 'created' && <span className="tag tag-wait">안 읽음</span>}
      {replies.length > 0 && <span className="tag tag-ok">답장함</span>}
      {retweeted && <span className="tag tag-ok">소개함</span>}
    </span>
  )
}
