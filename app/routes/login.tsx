import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findSavedFormPage } from '~/http/login/resume.server'
import { page } from '~/http/pages/page.server'
import { localPath, paths } from '~/http/paths'
import { Mark } from '~/ui/icons'
import { OutsideCard } from '~/ui/outside'

export const meta: MetaFunction = () => [{ title: '로그인 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const next = localPath(new URL(args.request.url).searchParams.get('redirectTo'))
    if (viewer) throw redirect(next ?? paths.home)
    return { next, isKept: next !== null && next === (await findSavedFormPage(args.request)) }
  })
}

export default function LoginPage() {
  const { next, isKept } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-4 py-6">
      <Mark className="size-14 text-accent" />
      <h1>치지직 아이디로 바로 시작해요</h1>
      <p className="text-soft">
        따로 가입하지 않아요. 치지직에서 쓰던 이름과 채널 주소를 멜트에서도 그대로 써요
      </p>
      {isKept && <p className="card border-accent">적은 내용은 그대로 있어요. 로그인하면 이어서 진행해요</p>}
      <div className="card">
        <h2>멜트가 받는 것</h2>
        <ul className="prose text-sm list-disc pl-5">
          <li>치지직 채널 아이디와 이름, 그것뿐이에요</li>
          <li>비밀번호, 치즈 잔액, 결제 정보는 받지 않아요</li>
          <li>치지직 채팅에 글을 쓰지 않아요</li>
        </ul>
      </div>
      <a className="button w-full" href={paths.beginLogin(next ?? undefined)}>
        치지직으로 로그인하기
      </a>
      <OutsideCard reason="login" />
      <p className="note">
        처음이라면 로그인한 뒤{' '}
        <a className="link" href={paths.terms}>
          이용약관
        </a>
        에 동의해야 계정이 만들어져요. 그 전에는 아무것도 저장하지 않아요
      </p>
    </div>
  )
}
