/** Asks the running container how it is: exit code 0 when it answers. */
const { ok } = await fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`)
process.exit(ok ? 0 : 1)
