// Comunica answers queries over triples that N3 holds in memory: the protocol of process.py. Run in the folder of its packages.
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(pathToFileURL(join(process.cwd(), 'package.json')))
const { QueryEngine } = require('@comunica/query-sparql-rdfjs')
const { Store, StreamParser } = require('n3')

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const say = line => process.stdout.write(JSON.stringify(line) + '\n')
const memory = () => Math.round(process.memoryUsage().rss / 1048576)
const store = new Store()
let start = performance.now()
await new Promise((resolve, reject) => {
  store.import(createReadStream(job.data).pipe(new StreamParser({ format: 'N-Triples' }))).on('end', resolve).on('error', reject)
})
say({ loaded: (performance.now() - start) / 1000, memory: memory() })
const engine = new QueryEngine()

const term = value => {
  if (value.termType === 'NamedNode') return { type: 'uri', value: value.value }
  if (value.termType === 'BlankNode') return { type: 'bnode', value: value.value }
  return { type: 'literal', value: value.value, 'xml:lang': value.language || undefined, datatype: value.datatype.value }
}

async function ask (text) {
  const result = await engine.query(text, { sources: [store] })
  if (result.resultType === 'boolean') return { boolean: await result.execute() }
  const stream = await result.execute()
  const rows = await stream.toArray()
  if (result.resultType === 'quads') return { quads: rows }
  return { vars: (await result.metadata()).variables.map(v => (v.variable ?? v).value), rows }
}

function write (answer, path) {
  if (answer.quads) return // DESCRIBE and CONSTRUCT: counted only
  const json = answer.rows === undefined
    ? { head: {}, boolean: answer.boolean }
    : {
        head: { vars: answer.vars },
        results: { bindings: answer.rows.map(row => Object.fromEntries([...row].map(([key, value]) => [key.value, term(value)]))) }
      }
  return new Promise((resolve, reject) => createWriteStream(path + '.srj').end(JSON.stringify(json), resolve).on('error', reject))
}

const within = (work, seconds) => {
  let timer
  const late = new Promise(resolve => { timer = setTimeout(() => resolve(null), seconds * 1000) })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

for (const [name, text] of Object.entries(job.queries)) {
  try {
    const seconds = []
    const begin = performance.now()
    let answer
    for (let round = 0; round <= job.runs; round++) {
      start = performance.now()
      answer = await within(ask(text), job.limit)
      const taken = (performance.now() - start) / 1000
      if (answer === null || taken > job.limit) { answer = null; break }
      const slow = (performance.now() - begin) / 1000 > job.limit / 5
      if (round > 0 || slow) seconds.push(taken)
      if (slow) break
    }
    if (answer === null) { say({ query: name, timeout: true, restart: true }); continue }
    await write(answer, join(job.answers, name))
    say({ query: name, seconds, rows: (answer.rows ?? answer.quads ?? [1]).length, memory: memory() })
  } catch (error) {
    say({ query: name, error: String(error.message ?? error).split('\n')[0].slice(0, 150) })
  }
}
