// Prepares this checkout: `node scripts/ensure.mjs start | test | check`. It depends on nothing but Node 18, and this
// first file not even on that, so that an old Node gets a sentence and not a syntax error.
const major = Number.parseInt(process.versions.node, 10)

if (major < 18) {
  console.error(
    'Consilium needs Node 18 or later to begin with (it brings Node 24 along), and this is Node ' +
      process.versions.node +
      '. Install a newer one: https://nodejs.org/en/download',
  )
  process.exitCode = 1
} else {
  void import('./ensure/prepare.mjs').then((module) => module.prepare(process.argv[2]))
}
