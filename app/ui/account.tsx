import { FATES, TABLES } from '~/copy/ko/account'
import { inventory, type Table } from '~/domain/account/inventory'
import { isOfPeople } from '~/domain/account/table-rule'
import { paths } from '~/http/paths'
import { CheckField } from './form/choice-fields'
import { OperationForm } from './form/operation-form'
import type { ThemeName } from './frame/frame'
import { OutsideCard } from './outside'

const THEMES: [ThemeName, string][] = [
  ['system', '시스템'],
  ['dark', '어둡게'],
  ['light', '밝게'],
]

/** Dark or light on this browser. */
export function ThemeSwitch({ theme, redirectTo }: { theme: ThemeName; redirectTo: string }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 id="theme-name">화면 밝기</h2>
      <form className="flex flex-wrap gap-2" method="post" action={paths.theme} aria-labelledby="theme-name">
        <input type="hidden" name="redirectTo" value={redirectTo} />
        {THEMES.map(([value, word]) => (
          <button
            key={value}
            className={`button button-small flex-auto ${value === theme ? 'button-on' : 'button-quiet'}`}
            type="submit"
            name="theme"
            value={value}
            aria-pressed={value === theme}
          >
            {word}
          </button>
        ))}
      </form>
    </section>
  )
}

/** Taking one's data along, and leaving. */
export function MyData() {
  return (
    <section className="flex flex-col gap-2">
      <h2>내 데이터</h2>
      <div className="flex flex-wrap gap-2">
        <a className="button button-quiet button-small flex-auto" href={paths.export} download>
          내보내기
        </a>
        <a className="button button-quiet button-small flex-auto" href={paths.leaving}>
          탈퇴하기
        </a>
      </div>
      <p className="note">내보내기는 내 글과 후원 기록을 파일(JSON) 하나로 받아요</p>
      <OutsideCard reason="file" />
    </section>
  )
}

/** Logs out on this browser, or everywhere, which also revokes the CHZZK grant. */
export function LogOutForms() {
  return (
    <section className="flex flex-col gap-2">
      <h2>로그아웃</h2>
      <div className="flex flex-wrap gap-2">
        <OperationForm op="POST /auth/logout" className="flex-auto">
          <button className="button button-quiet button-small w-full" type="submit">
            이 기기에서 로그아웃
          </button>
        </OperationForm>
        <OperationForm op="POST /auth/logout" fields={{ everywhere: 'true' }} className="flex-auto">
          <button className="button button-bad button-small w-full" type="submit">
            모든 기기에서 로그아웃
          </button>
        </OperationForm>
      </div>
      <p className="note">모든 기기에서 로그아웃하면 치지직 로그인 연결도 함께 끊겨요</p>
    </section>
  )
}

/** What becomes of each table when an account is deleted; with `every`, also of those that hold nothing about people. */
export function WhatBecomes({ every = false }: { every?: boolean }) {
  const shown = (Object.keys(inventory) as Table[]).filter((table) => every || isOfPeople(inventory[table]))
  return (
    <>
      {FATES.map(({ does, name }) => (
        <section key={does} className="flex flex-col gap-2">
          <h2>{name}</h2>
          <dl className="flex flex-col gap-3">
            {shown
              .filter((table) => inventory[table].onDelete.does === does)
              .map((table) => (
                <div key={table}>
                  <dt className="font-semibold">{TABLES[table].what}</dt>
                  <dd className="note">{TABLES[table].onDelete}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </>
  )
}

/** The last step: a box to tick and a button that says what it does. */
export function DeleteAccountForm() {
  return (
    <OperationForm op="POST /me/leave" className="card">
      {(name) => (
        <>
          <h2>탈퇴하기</h2>
          <CheckField name={name('confirm')} required>
            글과 설정이 지워지고 되돌릴 수 없다는 걸 알았어요
          </CheckField>
          <button className="button button-bad w-full" type="submit">
            멜트에서 탈퇴하기
          </button>
          <p className="note">
            치지직 계정과 치즈는 그대로예요. 치즈 결제·환불은 치지직 고객센터에서 도와드려요
          </p>
        </>
      )}
    </OperationForm>
  )
}
