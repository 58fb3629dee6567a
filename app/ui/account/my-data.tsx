import { paths } from '~/http/paths'

/** Taking one's data along, and leaving. */
export function MyData() {
  return (
    <section className="stack-tight">
      <h2>내 데이터</h2>
      <div className="buttons">
        <a className="button button-quiet button-small grow" href={paths.export} download>
          내보내기
        </a>
        <a className="button button-quiet button-small grow" href={paths.leaving}>
          탈퇴하기
        </a>
      </div>
      <p className="small soft">내보내기는 내 글과 후원 기록을 파일(JSON) 하나로 받아요</p>
    </section>
  )
}
