import { batchPath, drain, put } from './api.js';
import { retryable, scoredOf } from './batch-head.js';
import { deleteBatch } from './delete-dialog.js';
import { announce } from './dom.js';
import { download } from './export.js';
import { queryOf } from './filters.js';
import { images } from './format.js';
import { rescore } from './rescore-dialog.js';

const Pause = 15_000; // milliseconds until a retry is offered again

/**
 * What can be done with a batch.
 * @param state gives { summary, params } as they are now. @param queued called when something was queued. @param changed called when the current version was.
 * @param problem called with a message.
 */
export function actions(batch, state, { queued, changed, problem }) {
  const tell = n => {
    announce(`${images(n)} queued again`);
    return queued();
  };
  const attempt = async (done, action) => {
    try {
      await action();
      announce(done);
    } catch (error) {
      problem(error.message);
    }
  };
  return {
    remove: () => deleteBatch(batch, scoredOf(state().summary)),
    rescore: () => rescore(batch, tell),
    download: format => attempt('The export is downloaded', () => download(batch, format, queryOf(state().params))),
    promote: () => attempt(`${state().summary.model} is current`, () => put(batchPath(batch, '/current'), { model: state().summary.model }).then(changed)),

    /** Each code by itself: what is damaged stays as it is. */
    async retry({ target: button }) {
      button.disabled = true;
      try {
        let n = 0;
        const { errors, model } = state().summary;
        for (const { code } of retryable(errors, state().params.code)) n += await drain(batchPath(batch, '/retry'), { code, model });
        await tell(n);
      } catch (error) {
        problem(error.message);
      }
      setTimeout(() => { button.disabled = false; }, Pause);
    },
  };
}
