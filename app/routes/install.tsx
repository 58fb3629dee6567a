import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { INSTALL_WAYS, type InstallWay } from '~/copy/ko/install'
import { page } from '~/http/pages/page.server'
import { toInstallWay } from '~/http/pages/user-agent'
import { paths } from '~/http/paths'
import { Disclosure } from '~/ui/disclosure'
import { OutsideCard } from '~/ui/outside'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [
  { title: '홈 화면에 설치하기 · 멜트' },
  { name: 'description', content: '멜트를 앱처럼 홈 화면에 두는 방법을 브라우저마다 알려 드려요' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async () => ({ way: toInstallWay(args.request.headers.get('User-Agent')) }))
}

export default function InstallPage() {
  const { way } = useLoaderData<typeof loader>()
  const others = (Object.keys(INSTALL_WAYS) as InstallWay[]).filter((other) => other !== way)
  return (
    <>
      <PageHead back="홈으로 가기" backTo={paths.home} title="홈 화면에 설치하기">
        홈 화면의 아이콘으로 앱처럼 바로 열려요. 언제든 지울 수 있어요
      </PageHead>
      <OutsideCard reason="install" />
      <section className="card border-accent">
        <Steps way={way} />
        <p className="note">아이폰과 아이패드에서는 설치해야 알림을 받을 수 있어요. iOS 16.4부터예요</p>
      </section>
      <Disclosure label="다른 브라우저 자세히 보기">
        <div className="flex flex-col gap-4 pt-2">
          {others.map((other) => (
            <section key={other} className="card">
              <Steps way={other} />
            </section>
          ))}
        </div>
      </Disclosure>
    </>
  )
}

function Steps({ way }: { way: InstallWay }) {
  const { name, steps }: { name: string; steps: readonly string[] } = INSTALL_WAYS[way]
  return (
    <>
      <h2>{name}</h2>
      <ol className="flex list-decimal flex-col gap-1 pl-5">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  )
}
