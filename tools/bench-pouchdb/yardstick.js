// The yardstick of the first sync: PouchDB (LevelDB) replicates from pouchdb-server, told when by `ronghe bench`.
//
// One command per line of standard input, one JSON answer per line of standard output:
//   load FILE     puts the documents of FILE (one JSON per line) into the server, new or changed
//   sync          replicates into the client's own database
//   digest        SHA-256 over all documents of the client, and over all documents of the server
'use strict';

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline');
const PouchDB = require('pouchdb');

const [serverUrl, proxyUrl, folder] = process.argv.slice(2);
// Loading goes past the proxy, so that only what replicates is counted.
const server = new PouchDB(`${serverUrl}/orders`);
const source = new PouchDB(`${proxyUrl}/orders`);
const client = new PouchDB(`${folder}/client`);
const BATCH = 250;

async function load(file) {
  const documents = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse);
  for (let from = 0; from < documents.length; from += BATCH) {
    const batch = documents.slice(from, from + BATCH);
    const known = await server.allDocs({ keys: batch.map((document) => document._id) });
    known.rows.forEach((row, place) => {
      if (row.value) batch[place]._rev = row.value.rev;
    });
    const results = await server.bulkDocs(batch);
    const failed = results.find((result) => result.error);
    if (failed) throw new Error(`not loaded: ${JSON.stringify(failed)}`);
  }
  return { loaded: documents.length };
}

async function sync() {
  const began = process.hrtime.bigint();
  const result = await client.replicate.from(source);
  const millis = Number(process.hrtime.bigint() - began) / 1e6;
  if (!result.ok) throw new Error(`replication failed: ${JSON.stringify(result.errors)}`);
  return { millis, items: result.docs_written };
}

async function digest() {
  return { client: await digestOf(client), server: await digestOf(server) };
}

// Every document in the order of its id, its members in the order of their names, one per line.
async function digestOf(database) {
  const { rows } = await database.allDocs({ include_docs: true });
  const hash = createHash('sha256');
  for (const { doc } of rows) {
    delete doc._rev;
    hash.update(`${JSON.stringify(sorted(doc))}\n`);
  }
  return hash.digest('hex');
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}

const commands = { load, sync, digest };

async function main() {
  // The server's database is there, and the client's folder is made, before anything is timed.
  await server.info();
  await client.info();
  console.log(JSON.stringify({ ready: true }));
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, argument] = line.split(' ');
    console.log(JSON.stringify(await commands[command](argument)));
  }
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
