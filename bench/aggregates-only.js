import { buildIfStale } from '../tools/build.js'
import { measureAggregates } from './aggregates.js'

/** The figures' part of the bench alone, with as many donations as `BENCH_DONATIONS` says and as many tries of each figure as `BENCH_SAMPLES`. */
buildIfStale()
const many = Number(process.env.BENCH_DONATIONS ?? 1_000_000)
const samples = Number(process.env.BENCH_SAMPLES ?? 200)
await measureAggregates({ donations: { many, few: 10_000 }, samples })
