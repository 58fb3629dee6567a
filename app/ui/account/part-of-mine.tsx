import { paths } from '~/http/paths'

/** The head of a page behind 마이: the way back, its name and what it is about. */
export function PartOfMine({ title, children }: { title: string; children: string }) {
  return (
    <div>
      <a className="link text-sm tap" href={paths.me}>
        마이로 돌아가기
      </a>
      <h1>{title}</h1>
      <p className="text-soft">{children}</p>
    </div>
  )
}
