import { BUNDLE_FORM, REPORT, reportTitle } from '~/copy/ko/monthly-report'
import { paths } from '~/http/paths'

/** The ways to the reports of these months, the newest first. */
export function ReportLinks({ months }: { months: string[] }) {
  return (
    <section className="card">
      <h2>{REPORT.list}</h2>
      <p className="note">{REPORT.listNote}</p>
      <ul className="flex flex-wrap gap-x-4">
        {months.map((month) => (
          <li key={month}>
            <a className="link tap" href={paths.monthlyReport(month)}>
              {reportTitle(month)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What a creator takes and gives to whom they like. */
export function BundleForm({ month }: { month: string }) {
  return (
    <form className="card" method="get" action={paths.bundle} data-screen="">
      <h2>{BUNDLE_FORM.title}</h2>
      <p>{BUNDLE_FORM.about}</p>
      <input type="hidden" name="month" value={month} />
      <label className="check">
        <input type="checkbox" name="names" value="on" />
        <span>{BUNDLE_FORM.names}</span>
      </label>
      <p className="note">{BUNDLE_FORM.namesNote}</p>
      <button className="button w-full" type="submit">
        {BUNDLE_FORM.submit}
      </button>
    </form>
  )
}
