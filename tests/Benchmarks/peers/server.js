// An HTTP server in Node: a picture's bytes in, the best labels as the answer. Sharp and ONNX Runtime work on libuv's threads.
import { createServer } from 'node:http'
import { infer, load, tensor } from './model.js'

const model = await load(process.argv[2])

createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) {
    chunks.push(chunk)
  }
  const labels = await infer(model, await tensor(Buffer.concat(chunks)))
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ label: labels[0].label, labels }))
}).listen(Number(process.env.PORT), '127.0.0.1')
