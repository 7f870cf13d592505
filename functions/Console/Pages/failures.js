import { Formats } from './uploads.js';

// docs/operations.md has the same table, for those who run the pipeline; a test keeps their codes alike.
const Failures = {
  UNSUPPORTED_FORMAT: {
    name: 'Unreadable format',
    what: `The first bytes are not those of a ${Formats}, or of a kind that is not read. The name of the file does not matter.`,
    todo: 'Convert the file to one of these formats and upload it again.',
  },
  CORRUPT_IMAGE: {
    name: 'Damaged file',
    what: 'It begins as an image, but is damaged or cut off.',
    todo: 'Upload it again. If it opens nowhere, it is lost.',
  },
  IMAGE_TOO_LARGE: {
    retry: true,
    name: 'Too many pixels',
    what: 'Its header claims more pixels than are decoded.',
    todo: 'Scale it down and upload it again, or have the limit (MAX_IMAGE_PIXELS) and the memory of the Classifier raised.',
  },
  OBJECT_TOO_LARGE: {
    retry: true,
    name: 'Too large a file',
    what: 'The file exceeds the limit, 50 MB by default.',
    todo: 'Scale it down and upload it again, or have the limit (MAX_OBJECT_BYTES) and the memory of the Classifier raised.',
  },
  OBJECT_GONE: {
    name: 'Deleted before it was read',
    what: 'The file was deleted after its upload and before its turn came.',
    todo: 'Nothing. Or upload it again.',
  },
  OBJECT_ARCHIVED: {
    retry: true,
    name: 'Archived',
    what: 'The file lies in an archive of S3, from which it must be restored before it can be read.',
    todo: 'Have it restored: it is classified then by itself.',
  },
  OBJECT_UNREADABLE: {
    retry: true,
    name: 'Encrypted with another key',
    what: 'S3 does not give the file out: its key is denied, disabled or gone, or only its owner has it.',
    todo: 'Have the key allowed for the pipeline, and retry. Upload it without a key of your own.',
  },
  RETRIES_EXHAUSTED: {
    retry: true,
    name: 'Every attempt failed',
    what: 'Nothing is wrong with the file: each try met a fault of the surroundings, such as a service that did not answer.',
    todo: 'Retry it. If it fails again, the operator finds the cause in the log of the Classifier.',
  },
};

/** A code in plain words, and whether another try of the same file may end otherwise. */
export const explain = code => Failures[code] ?? { name: code, what: 'An error that this page does not know.', todo: 'Retry it.', retry: true };
