// Runs five.bpmn in bpmn-engine as often as asked; prints the instances per second.
// The file is parsed by the engine each time it is recovered from JSON text, which is after each user task.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { EventEmitter } = require('node:events')
const { Engine } = require('bpmn-engine')

const source = readFileSync(join(__dirname, 'five.bpmn'), 'utf8')

async function run() {
  let state
  let done = 0
  for (;;) {
    const listener = new EventEmitter()
    let waiting
    listener.on('activity.wait', (task) => (waiting = task))
    const engine = state ? new Engine().recover(JSON.parse(state)) : new Engine({ name: 'five', source })
    const execution = state ? await engine.resume({ listener }) : await engine.execute({ listener })
    if (!waiting) break
    waiting.signal({ n: done })
    done += 1
    state = JSON.stringify(await execution.getState())
    if (execution.completed) break
  }
  if (done !== 5) throw new Error(`${done} tasks`)
}

async function main() {
  await run()
  const count = Number(process.argv[2])
  const begun = process.hrtime.bigint()
  for (let n = 0; n < count; n += 1) await run()
  console.log(count / (Number(process.hrtime.bigint() - begun) / 1e9))
}

main()
