import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findSavedFormPage } from '~/http/login/resume.server'
import { page } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { findNewcomer } from '~/http/pipeline/identify.server'
import { CheckField } from '~/ui/form/choice-fields'
import { OperationForm } from '~/ui/form/operation-form'
import { useBeside } from '~/ui/page-context'

export const meta: MetaFunction = () => [{ title: '약관 동의 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    if (viewer) throw redirect(paths.home)
    const newcomer = await findNewcomer(args.request)
    if (!newcomer) throw redirect(paths.login)
    return { name: newcomer.channelName, isKept: (await findSavedFormPage(args.request)) !== null }
  })
}

export default function WelcomePage() {
  const { name, isKept } = useLoaderData<typeof loader>()
  const beside = useBeside()
  return (
    <div className="flex flex-col gap-4 py-6">
      <h1>{name}님, 반가워요</h1>
      <p className="text-soft">
        두 가지만 확인하면 바로 쓸 수 있어요. 동의하기 전에는 아무것도 저장하지 않아요
      </p>
      {isKept && <p className="text-soft">동의하면 적은 내용을 이어서 진행해요</p>}
      <OperationForm op="POST /auth/agree" className="flex flex-col gap-4">
        {(name) => (
          <>
            <div className="card">
              <CheckField name={name('age14')} required>
                만 14세 이상이에요
              </CheckField>
              <CheckField name={name('terms')} required>
                이용약관과 개인정보 처리방침에 동의해요
              </CheckField>
              <p className="line text-sm">
                <a className="link tap" href={paths.terms} {...beside}>
                  이용약관 보기
                </a>
                <a className="link tap" href={paths.privacy} {...beside}>
                  개인정보 처리방침 보기
                </a>
              </p>
            </div>
            <button className="button w-full" type="submit">
              동의하고 시작하기
            </button>
          </>
        )}
      </OperationForm>
      <OperationForm op="POST /auth/decline">
        <button className="button button-text w-full" type="submit">
          동의하지 않고 나가기
        </button>
      </OperationForm>
    </div>
  )
}
