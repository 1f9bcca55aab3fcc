import { loadProgram } from './load-program.ts';

/** The file of the hub's thread in the bundle. */
void loadProgram('hub-worker').runHubWorker();
