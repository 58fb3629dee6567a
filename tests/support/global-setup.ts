import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { placeOf } from '../../app/db/embedded/place.js'
import { buildIfStale } from '../../tools/build.js'
import { makeEmbeddedTemplate, migrate } from '../../tools/embedded-template.js'
import { makeTemplate, templateUrl } from './template'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which every process of this run has a data directory of its own. */
    places: string
  }
}

/** Once a run: the build that is served, and a migrated database that every process of the tests clones. */
export default async function setUp({ provide }: TestProject) {
  buildIfStale()
  if (process.env.TEST_POSTGRES_URL) {
    await makeTemplate()
    migrate({ DATABASE_URL: templateUrl() })
  } else makeEmbeddedTemplate()
  const places = mkdtempSync(path.join(tmpdir(), 'melt-tests-'))
  provide('places', places)
  return () => removePlaces(places)
}

/** A process of the tests ends at once and leaves its sockets. */
function removePlaces(places: string) {
  for (const name of readdirSync(places))
    rmSync(placeOf(path.join(places, name)).connection.host, { recursive: true })
  rmSync(places, { recursive: true })
}
