import { describe, expect, it } from 'vitest';
import { controlBody } from '../../../src/hub/faults/control-words.ts';
import { AppError, ExitCode } from '../../../src/lib/errors.ts';

describe('the words of the control command', () => {
  it.each([
    ['status', { action: 'status' }],
    ['throttle S2 3', { action: 'throttle', tier: 'S2', units: 3 }],
    ['throttle off', { action: 'throttle', tier: 'off' }],
    ['exhaust on', { action: 'exhaust', on: true }],
    ['latency 200', { action: 'latency', milliseconds: 200 }],
    ['latency 200 50', { action: 'latency', milliseconds: 200, jitter: 50 }],
    ['index-lag 1400', { action: 'index-lag', milliseconds: 1400 }],
    ['drop', { action: 'drop' }],
    ['drop dev1/module1', { action: 'drop', deviceId: 'dev1', moduleId: 'module1' }],
    ['disk broken', { action: 'disk', broken: true }],
    ['disk ok', { action: 'disk', broken: false }],
    ['clock fix 2026-01-01T00:00:00Z', { action: 'clock', fixed: '2026-01-01T00:00:00Z' }],
    ['clock advance 5000', { action: 'clock', advance: 5000 }],
    ['clock release', { action: 'clock', release: true }],
  ])('%s', (words, body) => {
    expect(controlBody(words.split(' '))).toEqual(body);
  });

  it.each([
    'latency abc',
    'latency 5 abc',
    'index-lag abc',
    'throttle S1 abc',
  ])('%s is refused by what was typed', words => {
    expect(() => controlBody(words.split(' '))).toThrow('found "abc"');
  });

  it.each([
    '',
    'explode',
    'throttle',
    'throttle B1',
    'latency soon',
    'disk maybe',
    'clock',
    'clock fix noon',
    'drop a b c',
  ])('make no command: %s', words => {
    const act = () => controlBody(words.split(' '));
    expect(act).toThrow(AppError);
    expect(act).toThrow(expect.objectContaining({ exitCode: ExitCode.usage }));
  });
});
