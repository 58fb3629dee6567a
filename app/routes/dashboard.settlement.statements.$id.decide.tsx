import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { DECIDE } from '~/copy/ko/statement-lines'
import { findDecision } from '~/domain/statements/decide.server'
import { decideQuery, statementPath } from '~/domain/statements/input'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { PageHead } from '~/ui/page'
import { Posture } from '~/ui/settlement/opt-in'
import { BulkForms } from '~/ui/statements/bulk'
import { DecideForm } from '~/ui/statements/decide-form'
import { DecideProgress, DecideWays } from '~/ui/statements/decide-ways'

export const meta: MetaFunction = () => [{ title: DECIDE.document }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { id } = parsePath(statementPath, args.params)
    const { row } = parseSearch(decideQuery, args.request)
    const { asked, decision } = await findDecision(viewer, id, row)
    if (!decision) throw redirect(paths.statement(id))
    return { id, asked, ...decision }
  })
}

export default function DecidePage() {
  const { id, asked, line, candidates, canAdd, alike, alikeCount, previous, next } =
    useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back={DECIDE.back} backTo={paths.statement(id)} title={DECIDE.title} />
      <DecideProgress asked={asked} isOpen={!line.sure} />
      <DecideForm id={id} line={line} candidates={candidates} canAdd={canAdd} />
      <DecideWays id={id} previous={previous} next={next} />
      {alike && alikeCount > 1 && (
        <BulkForms id={id} alike={alike} count={alikeCount} next={paths.decide(id)} />
      )}
      <p className="note">{DECIDE.nothingYet}</p>
      <Posture />
    </>
  )
}
