import { buildIfStale } from '../tools/build.js'
import { measureWorth } from './worth.js'

/** The figures' part of the bench alone, with as many donations as `BENCH_DONATIONS` says. */
buildIfStale()
const many = Number(process.env.BENCH_DONATIONS ?? 1_000_000)
await measureWorth({ donations: { many, few: 10_000 }, samples: 200 })
