import { Option } from 'commander';

/** Named here too, so that the help of all commands does not load what prints rows. A test compares the two lists. */
const formats = ['table', 'json', 'ndjson', 'csv'];

export function formatOption(): Option {
  return new Option('--format <format>', 'how rows are printed (default: table on a terminal, else ndjson)').choices(
    formats,
  );
}
