import path from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma's native engine is a download; this script does its work from npm packages. Whoever sets the variable gets the native one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve('tools/schema-engine.js')

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // The host "embedded" stands for the database in MELT_DATA_DIR.
  datasource: { url: process.env.DATABASE_URL || 'postgresql://embedded/melt' },
})
