import type { ReactNode } from 'react'

type PageHeadProps = { back: string; backTo: string; title: string; children?: ReactNode }

/** The head of a page behind another: the way back, its name and what it is about. */
export function PageHead({ back, backTo, title, children }: PageHeadProps) {
  return (
    <div>
      <a className="link-small" href={backTo}>
        {back}
      </a>
      <h1>{title}</h1>
      {children && <p className="text-soft">{children}</p>}
    </div>
  )
}

type DraftDocumentProps = {
  title: string
  sections: { name: string; lines: string[] }[]
  children?: ReactNode
}

/** Terms and policies, marked as drafts until a lawyer has read them. */
export function DraftDocument({ title, sections, children }: DraftDocumentProps) {
  return (
    <article className="prose">
      <h1>
        {title} <span className="tag tag-wait">초안</span>
      </h1>
      <p className="card">법률 검토 전의 초안이에요. 정식 공개 전에 바뀔 수 있어요</p>
      {sections.map(({ name, lines }) => (
        <section key={name} className="prose">
          <h2>{name}</h2>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      {children}
    </article>
  )
}
