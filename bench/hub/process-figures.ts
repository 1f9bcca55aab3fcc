import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds of CPU a process took so far, all its threads together; NaN where there is no /proc. */
export function cpuMicroseconds(pid: number): number {
  try {
    const nanoseconds = readdirSync(`/proc/${pid}/task`).map(task =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
    );
    return nanoseconds.reduce((sum, part) => sum + part, 0) / 1000;
  } catch {
    return Number.NaN;
  }
}

/** Bytes a process keeps in memory; NaN where there is no /proc. */
export function residentBytes(pid: number): number {
  try {
    const [, kibibytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kibibytes) * 1024;
  } catch {
    return Number.NaN;
  }
}
