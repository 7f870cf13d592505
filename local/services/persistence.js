// What `--data` keeps is whole at any moment, so that the process may be killed at any moment.
import tables from './node_modules/dynalite/db/index.js';
import { PersistenceManager } from './node_modules/fauxqs/dist/persistence.js';
import { SqsQueue } from './node_modules/fauxqs/dist/sqs/sqsStore.js';

/** fauxqs' objects and messages. */
export class Files extends PersistenceManager {
  #open = false;

  constructor(folder) {
    super(folder);
    this.db.exec('PRAGMA synchronous = NORMAL'); // outlives the process, which is enough, without waiting for the disk
  }

  /** One transaction, also of what opens its own inside. */
  transaction(work) {
    if (this.#open) return work();
    this.#open = true;
    try {
      let result;
      super.transaction(() => { result = work(); });
      return result;
    } finally {
      this.#open = false;
    }
  }

  /** fauxqs sets the receive count to NULL here, which its own table refuses: the message was lost from memory. */
  updateMessageReady(messageId) {
    this.db.prepare('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?').run(messageId);
  }
}

/** fauxqs deletes a message that goes to the dead-letter queue before it writes it there. */
const { dequeue } = SqsQueue.prototype;
SqsQueue.prototype.dequeue = function (...args) {
  const work = () => dequeue.apply(this, args);
  return this.persistence ? this.persistence.transaction(work) : work();
};

/** dynalite writes an index before the item. Here the item is written along; that dynalite then writes it again changes nothing. */
tables.updateIndexes = (store, table, existing, item, done) => {
  const { puts, deletes } = tables.getIndexActions(table.GlobalSecondaryIndexes ?? [], existing, item, table);
  const keyOf = action => `index-global~${table.TableName}~${action.index}~${action.key}`;
  const key = `item-${table.TableName}~${tables.createKey(item ?? existing, table)}`;
  store.db.batch([
    ...deletes.map(action => ({ type: 'del', key: keyOf(action) })),
    ...puts.map(action => ({ type: 'put', key: keyOf(action), value: action.item })),
    item ? { type: 'put', key, value: item } : { type: 'del', key },
  ], done);
};

/**
 * dynalite reads the table's description for each key of a request: a measure of quality with 20,000 truths reads it 20,000 times.
 * What was read while a description changed is not kept.
 */
const { create } = tables;
tables.create = options => {
  const store = create(options);
  const { get, put, del } = store.tableDb;
  const known = new Map();
  let changes = 0;
  const changing = write => (name, ...rest) => {
    const done = rest.pop();
    const forget = () => { known.delete(name); changes++; };
    forget();
    write(name, ...rest, (...result) => { forget(); done(...result); });
  };
  Object.assign(store.tableDb, {
    get(name, done) {
      if (known.has(name)) return done(null, known.get(name));
      const before = changes;
      get(name, (error, table) => {
        if (!error && before === changes) known.set(name, table);
        done(error, table);
      });
    },
    put: changing(put),
    del: changing(del),
  });
  return store;
};
