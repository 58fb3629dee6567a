import { answerOffline } from './offline'
import { scope } from './scope'

/** The service worker: each part listens to events of its own. */
answerOffline(scope)
