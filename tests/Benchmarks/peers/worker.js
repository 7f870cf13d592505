// One contender of the benchmark. Reads "what count threads file …" lines, does it, answers with a line of JSON.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { infer, load, tensor } from './model.js'

const model = await load(process.argv[2])
const files = new Map()

for await (const line of createInterface({ input: process.stdin })) {
  const [what, count, threads, ...names] = line.split(' ')
  const images = names.map(name => files.get(name) ?? files.set(name, readFileSync(name)).get(name))
  const tensors = what === 'infer' ? [await tensor(images[0])] : []
  const steps = {
    tensor,
    infer: () => infer(model, tensors[0]),
    whole: async bytes => infer(model, await tensor(bytes)),
  }
  let next = 0
  let last
  const lane = async () => {
    while (next < count) {
      last = await steps[what](images[next++ % images.length])
    }
  }
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: Number(threads) }, lane))
  const used = process.cpuUsage(cpu)
  console.log(JSON.stringify({
    wall: (performance.now() - started) / count,
    cpu: (used.user + used.system) / 1000 / count,
    label: last[0].label,
  }))
}
