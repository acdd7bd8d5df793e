// Reads the dumps of a build with N3.js and jsonld.js and compares their triples with the N-Triples dump.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import jsonld from 'jsonld'
import { Parser, Writer } from 'n3'

const folder = process.argv[2]
const read = name => readFileSync(join(folder, name), 'utf8')
const writer = new Writer({ format: 'N-Triples' })
const lines = (quads, graphs) => new Set(quads.map(q =>
  writer.quadToString(q.subject, q.predicate, q.object, graphs ? q.graph : undefined).trim()))
const n3 = (name, format, graphs) => lines(new Parser({ format }).parse(read(name)), graphs)

function compare (what, found, expected) {
  const missing = [...expected].filter(line => !found.has(line))
  const extra = [...found].filter(line => !expected.has(line))
  if (missing.length || extra.length) {
    console.error(`${what}: ${missing.length} missing, ${extra.length} extra\n${missing[0]}\n${extra[0]}`)
    process.exit(1)
  }
  console.log(`${what}: ${found.size}, the same`)
}

const triples = n3('sauat.nt', 'N-Triples', false)
compare('N3.js, Turtle', n3('sauat.ttl', 'Turtle', false), triples)
const quads = n3('sauat.nq', 'N-Quads', true)
compare('N3.js, TriG', n3('sauat.trig', 'TriG', true), quads)
compare('N3.js, N-Quads without graphs', n3('sauat.nq', 'N-Quads', false), triples)
// No context may be fetched: the document brings its own.
const documentLoader = url => { throw new Error(`the document asks for ${url}`) }
const nquads = await jsonld.toRDF(JSON.parse(read('sauat.jsonld')), { format: 'application/n-quads', documentLoader })
compare('jsonld.js, JSON-LD', lines(new Parser({ format: 'N-Quads' }).parse(nquads), false), triples)
