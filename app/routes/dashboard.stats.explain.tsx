import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { explanationCopy, figureCopy, valueCopy } from '~/copy/ko/figures'
import { explainFigure } from '~/domain/stats/explain.server'
import { explainQuery } from '~/domain/stats/input'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { BigFigure } from '~/ui/figures'
import { OutsideCard } from '~/ui/outside'
import { BackLink, ExplainedRows } from '~/ui/stats/explanation'
import { At } from '~/ui/when'

export const meta: MetaFunction = () => [{ title: '왜 이 수치인가요? · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { cursor, excludedCursor, limit, ...figure } = parseSearch(explainQuery, args.request)
    const explanation = await explainFigure(viewer, { ...figure, cursor, excludedCursor, limit })
    return {
      figure,
      explanation: explanationCopy(explanation, figure),
      search: new URL(args.request.url).search,
    }
  })
}

export default function ExplainPage() {
  const { figure, explanation, search } = useLoaderData<typeof loader>()
  const { value, rule, included, excluded, asOf } = explanation
  return (
    <>
      <div>
        <BackLink figure={figure} />
        <h1>왜 이 수치인가요?</h1>
      </div>
      <section className="card">
        <h2>{figureCopy(figure)}</h2>
        <BigFigure>{valueCopy(figure.figure, value)}</BigFigure>
        <p>{rule}</p>
        <p className="note">
          <At at={asOf} /> 기준(한국 시각)이에요
        </p>
      </section>
      <ExplainedRows
        title="들어간 후원"
        none="들어간 후원이 없어요"
        {...included}
        turn="cursor"
        search={search}
      />
      <ExplainedRows
        title="뺀 것과 그 이유"
        none="뺀 것이 없어요"
        {...excluded}
        turn="excludedCursor"
        search={search}
      />
      <a className="button button-quiet w-full" href={`${paths.explainFile}${search}`} download>
        CSV 내려받기
      </a>
      <OutsideCard reason="file" />
    </>
  )
}
