import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { viewerPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { DeleteAccountForm, WhatBecomes } from '~/ui/account'
import { OutsideCard } from '~/ui/outside'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '탈퇴하기 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async () => null)
}

export default function LeavingPage() {
  return (
    <>
      <PageHead back="마이로 돌아가기" backTo={paths.me} title="멜트를 떠나시나요?">
        떠나면 되돌릴 수 없어요. 같은 치지직 아이디로 다시 와도 처음 온 분이 되고, 전에 쓴 글과 기록은
        이어지지 않아요
      </PageHead>
      <section className="card">
        <h2>먼저 내 데이터를 받아 두세요</h2>
        <p className="note">떠난 뒤에는 받을 수 없어요</p>
        <a className="button button-quiet" href={paths.export} download>
          내 데이터 내보내기
        </a>
      </section>
      <OutsideCard reason="file" />
      <WhatBecomes />
      <DeleteAccountForm />
    </>
  )
}
