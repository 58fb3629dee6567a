import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { timestampCopy } from '~/copy/ko/dates'
import { asOfCopy, EXPLAINED, SETTLEMENT } from '~/copy/ko/settlement'
import {
  formulaCopy,
  netCopy,
  settlementDaysCopy,
  settlementExplanationCopy,
  settlementFigureCopy,
  settlementValueCopy,
} from '~/copy/ko/settlement-explained'
import { explainSettlement } from '~/domain/settlement/explain.server'
import { settlementExplainQuery } from '~/domain/settlement/input'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { BigFigure } from '~/ui/figures'
import { OutsideCard } from '~/ui/outside'
import { PageHead } from '~/ui/page'
import { Factors } from '~/ui/settlement/factors'
import { Posture } from '~/ui/settlement/opt-in'
import { ExplainedRows } from '~/ui/stats/explanation'

export const meta: MetaFunction = () => [{ title: SETTLEMENT.explainDocument }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const query = parseSearch(settlementExplainQuery, args.request)
    const explanation = await explainSettlement(viewer, query)
    const { figures, value } = explanation
    const isReference = query.figure === 'reference'
    return {
      title: settlementFigureCopy(query),
      value: settlementValueCopy(query.figure, figures, value),
      formula:
        isReference && figures.reference
          ? formulaCopy(figures.reference, figures)
          : netCopy(query.figure, figures),
      isReference,
      days: settlementDaysCopy(explanation),
      explanation: settlementExplanationCopy(explanation, query),
      search: new URL(args.request.url).search,
    }
  })
}

export default function ExplainSettlementPage() {
  const { title, value, formula, isReference, days, explanation, search } = useLoaderData<typeof loader>()
  const { rule, included, excluded, asOf } = explanation
  const lists = { address: paths.explainSettlementPage, search }
  return (
    <>
      <PageHead back={SETTLEMENT.backFromExplanation} backTo={paths.settlement} title={EXPLAINED.title} />
      <Posture />
      <section className="card">
        <h2>{title}</h2>
        <BigFigure>{value}</BigFigure>
        {formula && <p>{formula}</p>}
        <p>{rule}</p>
        {isReference && <Factors />}
        <p className="note">{asOfCopy(timestampCopy(asOf))}</p>
      </section>
      <p className="text-soft">{days}</p>
      <ExplainedRows
        {...lists}
        {...included}
        title={EXPLAINED.included}
        none={EXPLAINED.noneIncluded}
        turn="cursor"
      />
      <ExplainedRows
        {...lists}
        {...excluded}
        title={EXPLAINED.excluded}
        none={EXPLAINED.noneExcluded}
        turn="excludedCursor"
      />
      <a className="button button-quiet w-full" href={`${paths.explainSettlementFile}${search}`} download>
        {EXPLAINED.file}
      </a>
      <OutsideCard reason="file" />
    </>
  )
}
