import { answerOffline } from './offline'
import { answerPushes } from './push'
import { scope } from './scope'

/** The service worker: each part listens to events of its own. */
answerOffline(scope)
answerPushes(scope)
