import { S3Error } from './node_modules/fauxqs/dist/common/errors.js';
import { S3Store } from './node_modules/fauxqs/dist/s3/s3Store.js';

/**
 * fauxqs' S3, which has no notifications, with them: `notify` gets S3's event for each change of an object. It has no versions and no
 * archive either. For tests of what reads the events, an object's metadata stand in for them: `version-id` makes it one of a versioned
 * bucket, `archived` keeps its content back, and a put that is `told-as` ObjectRemoved:Delete or ObjectRestore:Completed is told so:
 * what lay below a deleted version, or in the archive, is there again.
 */
export class NotifyingS3Store extends S3Store {
  /** The request being handled. Tells a copy from a put: fauxqs does both with putObject. */
  request;

  requestId;

  #notify;

  constructor(notify) {
    super();
    this.#notify = notify;
  }

  putObject(bucket, key, body, contentType, metadata, ...rest) {
    const kind = this.request?.headers['x-amz-copy-source'] ? 'Copy' : this.request?.method === 'POST' ? 'Post' : 'Put';
    const name = metadata?.['told-as'] ?? `ObjectCreated:${kind}`;
    return this.#change(name, bucket, () => super.putObject(bucket, key, body, contentType, metadata, ...rest));
  }

  getObject(bucket, key) {
    if (this.buckets.get(bucket)?.get(key)?.metadata.archived) {
      throw new S3Error('InvalidObjectState', "The operation is not valid for the object's storage class", 403);
    }
    return super.getObject(bucket, key);
  }

  completeMultipartUpload(uploadId, parts) {
    const bucket = this.multipartUploads.get(uploadId)?.bucket;
    return this.#change('ObjectCreated:CompleteMultipartUpload', bucket, () => super.completeMultipartUpload(uploadId, parts));
  }

  deleteObject(bucket, key) {
    const known = this.buckets.get(bucket)?.get(key);
    const remove = () => {
      super.deleteObject(bucket, key);
      return { key, metadata: known?.metadata };
    };
    const name = known?.metadata['version-id'] ? 'ObjectRemoved:DeleteMarkerCreated' : 'ObjectRemoved:Delete';
    known ? this.#change(name, bucket, remove) : remove();
  }

  /** Object and event are kept together or not at all. */
  #change(eventName, bucket, work) {
    const both = () => {
      const object = work();
      this.#notify(eventOf(eventName, bucket, object, this.requestId));
      return object;
    };
    return this.persistence ? this.persistence.transaction(both) : both();
  }
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
function eventOf(eventName, bucket, object, requestId) {
  return {
    Records: [{
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: new Date().toISOString(),
      eventName,
      userIdentity: { principalId: 'local' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': requestId, 'x-amz-id-2': 'local' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'local',
        bucket: { name: bucket, ownerIdentity: { principalId: 'local' }, arn: `arn:aws:s3:::${bucket}` },
        object: {
          key: encodeKey(object.key),
          ...(object.etag && !eventName.startsWith('ObjectRemoved') && { size: object.contentLength, eTag: object.etag.replaceAll('"', '') }),
          ...(object.metadata?.['version-id'] && { versionId: object.metadata['version-id'] }),
          ...(!eventName.startsWith('ObjectRestore') && { sequencer: nextSequencer() }),
        },
      },
    }],
  };
}

/** As S3 does: UTF-8 percent-encoded like a form, slashes kept. */
export function encodeKey(key) {
  return encodeURIComponent(key)
    .replace(/[!'()~]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');
}

// fauxqs lists keys in a language's order, but goes on behind the last key in that of the code units, and so loses some.
String.prototype.localeCompare = function (other) {
  return this < other ? -1 : this > other ? 1 : 0;
};

let last = 0n;

/** 16 hexadecimal digits that grow with the clock, also over restarts, and by one within a millisecond. */
function nextSequencer() {
  const now = BigInt(Date.now()) << 20n;
  last = now > last ? now : last + 1n;
  return last.toString(16).toUpperCase().padStart(16, '0');
}
