import { paths } from '~/http/paths'

/** Takes the ticked donations to the page that shows their count and sum before anything is confirmed. */
export function BulkBar({ id }: { id: string }) {
  return (
    <form id={id} className="bulk" method="get" action={paths.review} data-bulk="">
      <output className="small font-semibold" data-bulk-sum="" />
      <button className="button button-quiet button-small" type="submit">
        고른 후원 한 번에 확인
      </button>
    </form>
  )
}
