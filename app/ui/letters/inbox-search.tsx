import { paths } from '~/http/paths'

/** Looks through letters and donation messages by word or by name. */
export function InboxSearch({ query }: { query: string }) {
  return (
    <search>
      <form className="line" action={paths.inbox} method="get">
        <input
          className="input"
          type="search"
          name="query"
          defaultValue={query}
          maxLength={50}
          placeholder="내용이나 보낸 분"
          aria-label="편지 찾기"
          enterKeyHint="search"
        />
        <button className="button button-quiet" type="submit">
          찾기
        </button>
      </form>
    </search>
  )
}
