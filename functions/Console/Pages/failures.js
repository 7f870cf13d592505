import { Formats } from './uploads.js';

// docs/operations.md has the same table, for those who run the pipeline; a test keeps their codes alike.
const Failures = {
  UNSUPPORTED_FORMAT: {
    name: 'Unreadable format',
    what: `The content is not a ${Formats}, or a variant that is not supported. The file name does not matter.`,
    todo: 'Convert the file to one of these formats and upload it again.',
  },
  CORRUPT_IMAGE: {
    name: 'Damaged file',
    what: 'The file is damaged or truncated.',
    todo: 'Upload it again. If it opens nowhere, it is lost.',
  },
  IMAGE_TOO_LARGE: {
    retry: true,
    name: 'Too many pixels',
    what: 'It has more pixels than the limit.',
    todo: 'Scale it down and upload it again, or have the limit (MAX_IMAGE_PIXELS) and the memory of the Classifier raised.',
  },
  OBJECT_TOO_LARGE: {
    retry: true,
    name: 'File too large',
    what: 'The file exceeds the limit, 50 MB by default.',
    todo: 'Scale it down and upload it again, or have the limit (MAX_OBJECT_BYTES) and the memory of the Classifier raised.',
  },
  OBJECT_GONE: {
    name: 'Deleted before it was read',
    what: 'The file was deleted before it was classified.',
    todo: 'Nothing. Or upload it again.',
  },
  OBJECT_ARCHIVED: {
    retry: true,
    name: 'Archived',
    what: 'The file is archived in S3 and must be restored before it can be read.',
    todo: 'Have it restored; it is then classified automatically.',
  },
  OBJECT_UNREADABLE: {
    retry: true,
    name: 'Encrypted with another key',
    what: 'S3 refuses to return the file: its key is denied, disabled or deleted, or was supplied by the uploader (SSE-C).',
    todo: 'Have the key allowed for the pipeline, and retry. Upload it without a key of your own.',
  },
  RETRIES_EXHAUSTED: {
    retry: true,
    name: 'Every attempt failed',
    what: 'Nothing is wrong with the file: every attempt hit a transient error, such as a service that did not answer.',
    todo: 'Retry it. If it fails again, the operator finds the cause in the log of the Classifier.',
  },
};

/** A code in plain words, and whether another try of the same file may end otherwise. */
export const explain = code => Failures[code] ?? { name: code, what: 'Unknown error code.', todo: 'Retry it.', retry: true };
