import { ActForm } from '../act-form'

/** Leaving on this browser, or everywhere with CHZZK's grant given back. */
export function LogOutForms({ formPage }: { formPage: string }) {
  return (
    <section className="stack-tight">
      <h2>로그아웃</h2>
      <div className="buttons">
        <ActForm action="/auth/logout" formPage={formPage} className="grow">
          <button className="button button-quiet button-small wide" type="submit">
            이 기기에서 로그아웃
          </button>
        </ActForm>
        <ActForm action="/auth/logout" formPage={formPage} className="grow">
          <input type="hidden" name="everywhere" value="true" />
          <button className="button button-bad button-small wide" type="submit">
            모든 기기에서 로그아웃
          </button>
        </ActForm>
      </div>
      <p className="small soft">모든 기기에서 로그아웃하면 치지직 로그인 연결도 함께 끊겨요</p>
    </section>
  )
}
