// S3, SQS and DynamoDB in one process, on 127.0.0.1 only. Started by local/Runner, which reads the one line of JSON
// that is printed when all listen. Ends when stdin closes, so that nothing outlives the process that started it.
//
//   node services.js [--data DIR] [--aws-port N] [--dynamodb-port N]
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import './memory.js'; // before dynalite, which takes the class when it is loaded
import dynalite from 'dynalite';
import { buildApp } from 'fauxqs';
import { SnsStore } from './node_modules/fauxqs/dist/sns/snsStore.js';
import { SqsStore } from './node_modules/fauxqs/dist/sqs/sqsStore.js';
import { NotifyingS3Store } from './notifications.js';
import { Files } from './persistence.js';

// A queue of this name gets every change of an object as S3's event JSON.
const EventQueue = 'local-s3-events';
const Host = '127.0.0.1';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    'aws-port': { type: 'string', default: '0' },
    'dynamodb-port': { type: 'string', default: '0' },
  },
});

process.stdin.on('end', () => process.exit(0)).resume();
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group: the parent decides when

const sqs = new SqsStore();
sqs.host = ''; // queue URLs carry the address that was asked
const s3 = new NotifyingS3Store(event =>
  sqs.getQueueByName(EventQueue)?.enqueue(SqsStore.createMessage(JSON.stringify(event), {})));
const sns = new SnsStore();

if (options.data) {
  mkdirSync(options.data, { recursive: true });
  const files = new Files(options.data);
  files.load(sqs, sns, s3);
  sqs.persistence = s3.persistence = files; // only now: loading must not write
  for (const queue of sqs.allQueues()) queue.persistence = files;
}

const app = buildApp({ logger: false, stores: { sqsStore: sqs, snsStore: sns, s3Store: s3 } });
// fauxqs stops at 11 MiB; a picture may have 50.
app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 << 20 }, (_, body, done) => done(null, body));

// The console's pages come from another port. Other sites are refused: these services take any credentials.
app.addHook('onRequest', async (request, reply) => {
  const { origin } = request.headers;
  if (/^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin)) {
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': 'etag', vary: 'origin' });
  }
});
app.options('/*', (_, reply) => reply
  .headers({ 'access-control-allow-methods': 'GET, PUT', 'access-control-allow-headers': 'content-type' })
  .status(204).send());
app.addHook('preHandler', (request, reply, done) => {
  s3.request = request;
  if (request.method === 'PUT') request.body ??= Buffer.alloc(0); // an empty file without a content type
  s3.requestId = randomBytes(8).toString('hex').toUpperCase(); // as S3 does, told to the caller and in the event
  reply.header('x-amz-request-id', s3.requestId);
  done();
});
const aws = await app.listen({ host: Host, port: Number(options['aws-port']) });

const tables = dynalite({ path: options.data && join(options.data, 'dynamodb'), createTableMs: 0 });
await new Promise((resolve, reject) =>
  tables.once('error', reject).listen(Number(options['dynamodb-port']), Host, resolve));

// dynalite throws when a client drops a request half way. That must not take everyone's data with it.
process.on('uncaughtException', error => console.error(error));

console.log(JSON.stringify({ s3: aws, sqs: aws, dynamodb: `http://${Host}:${tables.address().port}` }));
