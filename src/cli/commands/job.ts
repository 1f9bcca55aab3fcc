import type { Command } from 'commander';
import { moment, positiveInteger } from '../numbers.ts';
import { formatOption } from './format-option.ts';

const examples = `
Examples:
  $ twin-tui job create --where "tags.plant = 'Redmond43'" --method reboot --dry-run
  $ twin-tui job list`;
const createExamples = `
Examples:
  $ twin-tui job create --where "tags.location.plant = 'Redmond43'" --patch '{"tags":{"wave":2}}' --dry-run
  $ twin-tui job create --where '*' --method reboot --wait
  $ twin-tui job create --where "tags.wave = 2" --patch - < patch.json`;

export function defineJob(program: Command): void {
  const job = program
    .command('job')
    .description('change twins or call methods on many devices')
    .addHelpText('after', examples);
  job
    .command('create')
    .description('schedule a job; print it')
    .requiredOption('--where <condition>', 'which devices: what follows WHERE in a query, or *')
    .option('--patch <json>', 'merge this into the twins; - reads it from stdin')
    .option('--method <name>', 'call this method')
    .option('--payload <json>', "the method's payload; - reads it from stdin")
    .option('--id <id>', "the job's id (default: a new one)")
    .option('--start <time>', 'when to begin, within a week (default: now)', moment('--start'))
    .option('--max-run <seconds>', 'how long it may take', positiveInteger('--max-run'), 3600)
    .option('--dry-run', 'only count the devices')
    .option('--wait', 'wait for the end; exit 1 when it failed on any device')
    .addHelpText('after', createExamples)
    .action(async (_options, command: Command) => {
      const { createJob } = await import('../actions/job.ts');
      await createJob(command.optsWithGlobals());
    });
  job
    .command('list')
    .description('print the jobs, at most 100')
    .addHelpText('after', '\nExample:\n  $ twin-tui job list --format csv > jobs.csv')
    .addOption(formatOption())
    .action(async (_options, command: Command) => {
      const { listJobs } = await import('../actions/job.ts');
      await listJobs(command.optsWithGlobals());
    });
  job
    .command('show')
    .description('print a job and its counts')
    .addHelpText('after', '\nExample:\n  $ twin-tui job show firmware-wave-2 --wait')
    .argument('<jobId>')
    .option('--wait', 'wait for the end; exit 1 when it failed on any device')
    .action(async (jobId: string, _options, command: Command) => {
      const { showJob } = await import('../actions/job.ts');
      await showJob(jobId, command.optsWithGlobals());
    });
  job
    .command('cancel')
    .description('cancel a job that has not begun')
    .addHelpText('after', '\nExample:\n  $ twin-tui job cancel firmware-wave-2')
    .argument('<jobId>')
    .action(async (jobId: string, _options, command: Command) => {
      const { cancelJob } = await import('../actions/job.ts');
      await cancelJob(jobId, command.optsWithGlobals());
    });
}
