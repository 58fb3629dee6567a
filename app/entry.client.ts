import { sumSelection, updateAmounts } from '~/enhance/amounts'
import { shortenTimes } from './enhance/ago'
import { saveDrafts } from './enhance/draft'
import { copyOnTap, countLetters } from './enhance/fields'
import { walkByKeys } from './enhance/keys'
import { followLive } from './enhance/live'
import { openBeside, openChzzkBeside } from './enhance/open-chzzk'
import { loadOwnScripts, registerWorker } from './enhance/own-scripts'
import { fadeUndo } from './enhance/page'
import { refreshJobs } from './enhance/refresh'
import { sendForms } from './enhance/send'

/** Everything works without this script; it only makes acts quicker and kinder. */
const onNewPage = [
  shortenTimes(),
  saveDrafts(),
  countLetters(),
  updateAmounts(),
  copyOnTap(),
  sumSelection(),
  followLive(),
  walkByKeys(),
  refreshJobs(),
  fadeUndo,
  openBeside,
  loadOwnScripts,
]
const ready = () => {
  for (const prepare of onNewPage) prepare()
}
sendForms(ready)
openChzzkBeside(ready)
registerWorker()
ready()
