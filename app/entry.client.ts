import { nameAmounts } from './enhance/amount'
import { copyOnTap } from './enhance/copy'
import { countLetters } from './enhance/count'
import { keepDrafts } from './enhance/draft'
import { walkByKeys } from './enhance/keys'
import { leaveBeside, openBeside } from './enhance/leave'
import { followLive } from './enhance/live'
import { fadeUndo } from './enhance/notice'
import { sumSelection } from './enhance/selection'
import { sendForms } from './enhance/send'

/** Everything works without this script; it only makes acts quicker and kinder. */
const onNewPage = [
  keepDrafts(),
  countLetters(),
  nameAmounts(),
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
leaveBeside(ready)
ready()
