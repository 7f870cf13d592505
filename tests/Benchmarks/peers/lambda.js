// A Lambda function in Node: {"image": base64} from the Runtime API, the best labels as the answer. It has no AWS client,
// and no more of a runtime than this loop. Marks of the start go to standard output, in milliseconds since the process began.
const runtime = performance.now()
const { infer, load, tensor } = await import('./model.js')
const imported = performance.now()
const model = await load(process.argv[2])
const loaded = performance.now()

const root = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`
for (;;) {
  const next = await fetch(`${root}/next`)
  const event = await next.json()
  const received = performance.now()
  const labels = await infer(model, await tensor(Buffer.from(event.image, 'base64')))
  console.log(JSON.stringify({ runtime, imported, loaded, received, ran: performance.now() }))
  const id = next.headers.get('lambda-runtime-aws-request-id')
  await fetch(`${root}/${id}/response`, { method: 'POST', body: JSON.stringify({ labels }) })
}
