import { readdirSync, readFileSync } from 'node:fs';
import { expect, vi } from 'vitest';
import type { Hub } from '../../../src/hub/hub.ts';
import { type Rest, type RestAnswer, restOf } from '../../helpers/rest.ts';
import { type DeviceStep, ScenarioDevices } from './scenario-device.ts';

/**
 * One request of a scenario, and what the hub must answer. `<x*5>` stands for five x, `<now+60>` for the time in 60
 * seconds.
 */
export type RestStep = {
  readonly do: string;
  /** A policy's name; the owner's when left out. */
  readonly as?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly version?: string | null;
  readonly status: number;
  /** `iothub-errorcode`. */
  readonly code?: string;
  /** A part of the answer's text. */
  readonly says?: string;
  /** Members the answer must have. */
  readonly has?: object;
  /** Paths of members, with dots, that the answer must not have. */
  readonly lacks?: readonly string[];
  /** The whole answer. */
  readonly is?: unknown;
  readonly answerHeaders?: { readonly [name: string]: string };
  /** Patterns that headers of the answer must meet. */
  readonly headersLike?: { readonly [name: string]: string };
  /** Headers the answer must not have. */
  readonly headersLack?: readonly string[];
  /** Names for members of the answer: later steps write them as `<name>`. */
  readonly keep?: { readonly [name: string]: string };
  /** Names for headers of the answer, likewise. */
  readonly keepHeaders?: { readonly [name: string]: string };
  /** Asked again until the answer is as expected. */
  readonly until?: boolean;
  /** The desired push that each of these devices gets since it was last looked at; null for none. */
  readonly told?: { readonly [device: string]: unknown };
};
export type Step = RestStep | DeviceStep;
export type Scenario = { readonly name: string; readonly steps: readonly Step[] };

const directory = new URL('../../fixtures/rest/scenarios/', import.meta.url);

export function loadScenarios(): readonly { readonly file: string; readonly scenarios: readonly Scenario[] }[] {
  return readdirSync(directory).map(file => ({
    file,
    scenarios: JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as Scenario[],
  }));
}

export async function play(hub: Hub, { steps }: Scenario): Promise<void> {
  const clients = new Map<string, Rest>();
  const devices = new ScenarioDevices(hub);
  const kept: { [name: string]: string } = {};
  for (const raw of steps) {
    const step = filled(raw, kept);
    if ('device' in step) {
      await devices.play(step);
      continue;
    }
    const as = step.as ?? 'iothubowner';
    if (!clients.has(as)) clients.set(as, restOf(hub, as));
    const rest = clients.get(as)!;
    const once = async () => {
      const answer = await send(rest, step);
      check(step, answer);
      return answer;
    };
    const answer = await (step.until ? vi.waitFor(once, { timeout: 10_000, interval: 20 }) : once());
    for (const [name, member] of Object.entries(step.keep ?? {})) kept[name] = String(memberOf(answer.body, member));
    for (const [name, header] of Object.entries(step.keepHeaders ?? {})) kept[name] = String(answer.headers[header]);
    await devices.told(step.told ?? {}, step.do);
  }
}

function send(rest: Rest, { do: what, body, headers, version }: RestStep): Promise<RestAnswer> {
  const [method = '', path = ''] = what.split(' ');
  return rest(method, path, {
    ...(body !== undefined && { body }),
    ...(headers && { headers }),
    ...(version !== undefined && { apiVersion: version }),
  });
}

function check(step: RestStep, answer: RestAnswer): void {
  const where = `${step.do}: ${answer.text.slice(0, 500)}`;
  expect(answer.status, where).toBe(step.status);
  expect(answer.code, where).toBe(step.code);
  if (answer.text !== '') expect(answer.headers['content-type'], where).toContain('application/json');
  if (step.says !== undefined) expect(answer.text, step.do).toContain(step.says);
  if (step.has !== undefined) expect(answer.body, step.do).toMatchObject(step.has);
  if ('is' in step) expect(answer.body, step.do).toEqual(step.is);
  for (const path of step.lacks ?? []) expect(memberOf(answer.body, path), `${step.do}: ${path}`).toBeUndefined();
  checkHeaders(step, answer);
}

function checkHeaders(step: RestStep, { headers }: RestAnswer): void {
  for (const [name, value] of Object.entries(step.answerHeaders ?? {})) expect(headers[name], name).toBe(value);
  for (const [name, pattern] of Object.entries(step.headersLike ?? {})) {
    expect(headers[name], `${step.do}: ${name}`).toMatch(new RegExp(pattern));
  }
  for (const name of step.headersLack ?? []) expect(headers[name], `${step.do}: ${name}`).toBeUndefined();
}

function filled(step: Step, kept: { readonly [name: string]: string }): Step {
  const text = JSON.stringify(step)
    .replace(/<(.)\*(\d+)>/gu, (_found, character: string, times) => character.repeat(Number(times)))
    .replace(/<now\+(\d+)>/g, (_found, seconds) => new Date(Date.now() + Number(seconds) * 1000).toISOString())
    .replace(/<(\w+)>/g, (found, name: string) => kept[name] ?? found);
  return JSON.parse(text) as Step;
}

function memberOf(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((member, key) => (member as { [key: string]: unknown } | undefined)?.[key], value);
}
