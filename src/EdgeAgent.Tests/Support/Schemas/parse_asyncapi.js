// Checks an AsyncAPI document with the official parser and prints what it finds wrong, a line each.
// usage: node parse_asyncapi.js BUNDLE DOCUMENT   (BUNDLE: browser/index.js of the npm package @asyncapi/parser)
const { readFile } = require('node:fs/promises');

globalThis.self = globalThis; // as in a browser
const [bundle, path] = process.argv.slice(2);
const Parser = require(bundle);

const files = { schema: 'file', canRead: true, read: (uri) => readFile(uri.path(), 'utf8') };
const parser = new Parser({ __unstable: { resolver: { cache: false, resolvers: [files] } } });
const weights = ['error', 'warning'];

readFile(path, 'utf8').then((text) => parser.parse(text, { source: path })).then(({ document, diagnostics }) => {
  for (const { code, severity, message, path: place } of diagnostics.filter((found) => found.severity < weights.length)) {
    console.log(`${weights[severity]} ${code} at ${place.join('.')}: ${message}`);
  }
  process.exitCode = document ? 0 : 1;
});
