import { isRouteErrorResponse } from '@remix-run/react'
import { TITLES } from '~/copy/ko/refusals'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { isDashboard, retryAt } from './address'

type Problem = { status: number; title: string; detail: string }

type ProblemPageProps = { error: unknown; address: string; mayOpenChannel: boolean }

/** A page that failed: what happened, what to do, the way home. */
export function ProblemPage({ error, address, mayOpenChannel }: ProblemPageProps) {
  const { status, title, detail } = problemOf(error)
  return (
    <div className="flex flex-col gap-4 py-8">
      <p className="num text-sm font-bold text-accent">{status}</p>
      <h1>{title}</h1>
      <p className="text-soft">{detail}</p>
      {status === 403 && mayOpenChannel && isDashboard(address) && (
        <OperationForm op="POST /creator/channel" formPage={paths.home} className="flex flex-col gap-4">
          <button className="button w-full" type="submit">
            내 채널 열기
          </button>
        </OperationForm>
      )}
      <div className="flex flex-wrap gap-2">
        <a className="button button-quiet flex-auto" href={retryAt(address)}>
          다시 해 보기
        </a>
        <a className="button button-quiet flex-auto" href={paths.home}>
          홈으로 가기
        </a>
      </div>
    </div>
  )
}

/** The title alone, for the head of the document. */
export function problemTitle(error: unknown) {
  return problemOf(error).title
}

function problemOf(error: unknown): Problem {
  if (!isRouteErrorResponse(error)) return { status: 500, ...FAILED }
  const problem = parseProblem(error.data)
  if (problem) return { status: error.status, ...problem }
  if (error.status === 404)
    return { status: 404, title: TITLES.not_found, detail: '주소를 다시 확인해 주세요' }
  if (error.status === 405)
    return { status: 405, title: TITLES.method_not_allowed, detail: '홈에서 다시 시작해 주세요' }
  return { status: error.status, ...FAILED }
}

const FAILED = { title: '문제가 생겼어요', detail: '멜트의 잘못이에요. 잠시 뒤에 다시 해 주세요' }

/** A thrown refusal is problem+json text. */
function parseProblem(data: unknown): { title: string; detail: string } | null {
  if (typeof data !== 'string' || !data.startsWith('{')) return null
  const { title, detail } = JSON.parse(data) as { title?: string; detail?: string }
  return title ? { title, detail: detail ?? '' } : null
}
