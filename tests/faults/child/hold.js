// Opens the data directory it is given, says so, and keeps it until it is killed.
import { openEmbedded } from '../../../app/db/embedded/open.js'

await openEmbedded(process.argv[2])
process.stdout.write('open\n')
