import { sumSelection, updateAmounts } from '~/enhance/amounts'
import { copyOnTap } from './enhance/copy'
import { countLetters } from './enhance/count'
import { saveDrafts } from './enhance/draft'
import { walkByKeys } from './enhance/keys'
import { followLive } from './enhance/live'
import { fadeUndo } from './enhance/notice'
import { openBeside, openChzzkBeside } from './enhance/open-chzzk'
import { sendForms } from './enhance/send'

/** Everything works without this script; it only makes acts quicker and kinder. */
const onNewPage = [
  saveDrafts(),
  countLetters(),
  updateAmounts(),
  copyOnTap(),
  sumSelection(),
  followLive(),
  walkByKeys(),
  fadeUndo,
  openBeside,
]
const ready = () => {
  for (const prepare of onNewPage) prepare()
}
sendForms(ready)
openChzzkBeside(ready)
ready()
