import { DirectoryLock } from '../../../src/hub/data-directory/directory-lock.ts';

/** Run as a process: claims a directory, says how that went, and holds it until it is killed. */
const [directory] = process.argv.slice(2);
const answer = await DirectoryLock.acquire(directory!).then(
  () => 'held',
  error => String(error.cause?.code),
);
process.stdout.write(`${answer}\n`);
if (answer === 'held') setInterval(() => {}, 60_000);
