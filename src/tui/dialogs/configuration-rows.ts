import type { ConfigurationDocument } from '../../clients/service/configuration-calls.ts';
import { isObject, type Json } from '../../lib/json.ts';
import { valueRow } from '../panes/json-spans.ts';
import { fitRow, type Row, span, spread } from '../text/row.ts';
import { nameWidth, progressBar } from './progress-bar.ts';

/** How many of the devices that are meant have it: the hub counts both. hub-reference 6.2. */
export function configurationRow(configuration: ConfigurationDocument, width: number): Row {
  const { id, priority = 0, targetCondition = '' } = configuration;
  const { targetedCount, appliedCount } = countsOf(configuration.systemMetrics);
  const left: Row = [
    ...fitRow([span(id, 'key')], nameWidth(width)),
    span(` priority ${String(priority).padEnd(5)}`, 'muted'),
    ...progressBar(appliedCount, targetedCount, appliedCount < targetedCount ? 'changed' : 'good'),
    span('applied  ', 'muted'),
  ];
  return spread([...left, span(targetCondition === '' ? 'no target' : targetCondition, 'string')], [], width);
}

function countsOf(metrics: Json | undefined): { readonly targetedCount: number; readonly appliedCount: number } {
  const results = isObject(metrics) && isObject(metrics.results) ? metrics.results : {};
  const count = (value: Json | undefined) => (typeof value === 'number' ? value : 0);
  return { targetedCount: count(results.targetedCount), appliedCount: count(results.appliedCount) };
}

/** What it writes, and what its own metrics count. */
export function configurationDetails({ content, metrics, etag }: ConfigurationDocument): readonly Row[] {
  const results = isObject(metrics?.results) ? Object.entries(metrics.results) : [];
  return [
    [span('    content     ', 'muted'), ...valueRow(content)],
    ...results.map(
      ([name, count]): Row => [span('    metric      ', 'muted'), span(`${name} `, 'key'), ...valueRow(count)],
    ),
    [span('    etag        ', 'muted'), span(etag)],
  ];
}
