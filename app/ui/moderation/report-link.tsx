import { paths } from '~/http/paths'

/** The quiet way to report a message, at the end of its foot; whoever is not signed in signs in first. */
export function ReportLink({ id }: { id: string }) {
  return (
    <a className="report-link tap" href={paths.report(id)} rel="nofollow">
      신고
    </a>
  )
}
