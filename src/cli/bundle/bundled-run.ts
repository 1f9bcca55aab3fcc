import { loadProgram } from './load-program.ts';

const commands = ['hub', 'query', 'twin', 'device', 'method', 'job', 'configuration', 'doctor', 'completion'];
const answers = ['--help', '-h', '--version', '-V'];

/** In the place of ../run.ts in the bundle's main file: the same, compiled already. */
export async function run(parameters: readonly string[]): Promise<void> {
  const [first = ''] = parameters;
  const command = commands.includes(first) ? first : 'screen';
  // A run that only prints help compiles few pieces, and would keep a cache that lacks the others.
  await loadProgram(parameters.some(parameter => answers.includes(parameter)) ? undefined : command).run(parameters);
}
