import { paths } from '~/http/paths'

export function SiteFooter() {
  return (
    <footer className="foot">
      <p>멜트는 치지직(CHZZK)·네이버(NAVER)와 제휴하지 않은 독립 서비스예요.</p>
      <nav aria-label="약관과 정책">
        <a href={paths.terms}>이용약관</a>
        <a href={paths.privacy}>개인정보 처리방침</a>
        <a href={paths.policy}>운영정책</a>
      </nav>
    </footer>
  )
}
