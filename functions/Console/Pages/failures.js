import { Formats } from './uploads.js';

// docs/operations.md has the same table, for those who run the pipeline; a test keeps their codes alike.
const Failures = {
  UNSUPPORTED_FORMAT: {
    name: 'Unreadable format',
    what: `The content is not ${Formats}, or is a variant that is not supported. The file's extension does not matter.`,
    todo: 'Convert the file to one of these formats and upload it again.',
  },
  CORRUPT_IMAGE: {
    name: 'Damaged file',
    what: 'The file is damaged or truncated.',
    todo: 'Upload it again. If no program opens it, it cannot be recovered.',
  },
  IMAGE_TOO_LARGE: {
    noPicture: true,
    retry: true,
    name: 'Too many pixels',
    what: 'It has more pixels than the limit, or takes too long or too much memory to decode.',
    todo: 'Scale it down and upload it again, or have the limit (MAX_IMAGE_PIXELS) and the memory of the Classifier raised.',
  },
  OBJECT_TOO_LARGE: {
    noPicture: true,
    retry: true,
    name: 'File too large',
    what: 'The file exceeds the limit, 50 MB by default.',
    todo: 'Scale it down and upload it again, or have the limit (MAX_OBJECT_BYTES) and the memory of the Classifier raised.',
  },
  OBJECT_GONE: {
    noPicture: true,
    name: 'Deleted before it was read',
    what: 'The file was deleted before it was classified.',
    todo: 'Nothing, or upload it again.',
  },
  OBJECT_ARCHIVED: {
    noPicture: true,
    retry: true,
    name: 'Archived',
    what: 'The file is archived in S3 and must be restored before it can be read.',
    todo: 'Have it restored; it is then classified automatically.',
  },
  OBJECT_UNREADABLE: {
    noPicture: true,
    retry: true,
    name: 'Encrypted with another key',
    what: 'S3 refuses to return the file: its key is denied, disabled or deleted, or was supplied by the uploader (SSE-C).',
    todo: 'Have the pipeline allowed to use the key, and retry. If the key was the uploader\'s (SSE-C), upload the file again without it.',
  },
  RETRIES_EXHAUSTED: {
    retry: true,
    name: 'Every attempt failed',
    what: 'Every attempt failed: a service did not answer, or the function crashed, or ran out of time or memory. The message below has the last cause.',
    todo: 'Retry it. If it fails again, an operator must fix the cause.',
  },
};

/** A code in plain words, whether another try of the same file may end otherwise, and whether its picture is too large or cannot be fetched. */
export const explain = code => Failures[code] ?? { name: code, what: 'Unknown error code.', todo: 'Retry it.', retry: true };
