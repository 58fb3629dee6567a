import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useContext } from 'react'
import { page } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { PreparedForm } from '~/ui/form/operation-form'
import { Written } from '~/ui/message'
import { PageContext } from '~/ui/page-context'

export const meta: MetaFunction = () => [{ title: '다시 보내기 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async () => null)
}

/** Holds a refused form whose own page cannot be drawn now, such as one of a session that ended: nothing written is lost. */
export default function AgainPage() {
  const { form } = useContext(PageContext)
  const sent = Object.entries(form?.values ?? {})
  const written = sent.filter(([name]) =>
    [
      'message',
      'content',
      'detail',
      'note',
      'reason',
      'donorName',
      'amount',
      'title',
      'body',
      'codes',
    ].includes(name),
  )
  return (
    <div className="flex flex-col gap-4 py-6">
      <h1>{titleOf(form !== undefined, sent.length > 0)}</h1>
      {!form && <p className="text-soft">이미 보냈거나, 적은 내용이 남아 있지 않아요</p>}
      {form && sent.length > 0 && (
        <PreparedForm
          form={{ action: form.action, fields: form.values }}
          formPage={form.values.formPage ?? paths.home}
          className="card"
        >
          {written.map(
            ([name, text]) =>
              text && (
                <Written key={name}>{name === 'amount' ? text.replace(/^[\d,]+$/, '$&치즈') : text}</Written>
              ),
          )}
          <button className="button w-full" type="submit">
            다시 보내기
          </button>
        </PreparedForm>
      )}
      <a className="button button-quiet" href={paths.home}>
        홈으로 가기
      </a>
    </div>
  )
}

function titleOf(refused: boolean, sent: boolean) {
  if (!refused) return '다시 보낼 것이 없어요'
  return sent ? '보내지 못했어요' : '지금은 열지 못했어요'
}
