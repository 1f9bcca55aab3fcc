import type { Overlay } from '../state.ts';
import { type Row, span } from '../text/row.ts';
import type { Dialog } from './dialog.ts';
import { problemRows, sendingRow } from './field-row.ts';
import { jobProgress } from './jobs-dialog.ts';

/** Tells before a job is cancelled how many devices it is about. */
export function cancelJobDialog({ job, sending, problem }: Extract<Overlay, { kind: 'cancel-job' }>): Dialog {
  const { total, done, left } = jobProgress(job);
  const known: Row =
    total === 0
      ? [span('It has not begun: it will change no device.', 'muted')]
      : [span(`${done} of ${total} devices are done; ${left} that have not begun are left as they are.`)];
  return {
    title: 'Cancel a job',
    width: 84,
    rows: [
      [span('! ', 'warn'), span(job.jobId, 'key'), span(` (${job.status}) is cancelled for good.`, 'warn')],
      known,
      [span('For: ', 'muted'), span(job.queryCondition ?? '', 'string')],
      [],
      ...(sending ? [sendingRow] : problemRows(problem)),
    ],
  };
}
