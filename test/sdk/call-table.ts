import { EventEmitter } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

type SdkClass = { readonly name: string; readonly prototype: object };

export type CallTable<Stage> = {
  /** Of the SDK, as it is on npm. */
  readonly of: SdkClass;
  readonly stage: () => Promise<Stage>;
  /** By the name of the method they try; `static x` for those of the class. */
  readonly calls: { readonly [method: string]: (stage: Stage) => Promise<void> };
  /** Methods that concern no identity, twin, method, job or configuration, with why. */
  readonly outOfScope?: { readonly [method: string]: string };
};

/** One test for each method of a class, and one that no method is without. A call counts only if the method really ran. */
export function describeCalls<Stage>(title: string, { of, stage, calls, outOfScope = {} }: CallTable<Stage>): void {
  describe(title, () => {
    it.each(Object.entries(calls))('%s', async (method, call) => {
      const ran = watch(of, method);
      await call(await stage());
      expect(ran).toHaveBeenCalled();
    });

    it('has no method that is neither called here nor out of scope for a reason', () => {
      const named = [...Object.keys(calls), ...Object.keys(outOfScope)];
      expect(named.sort()).toEqual([...publicMethods(of)].sort());
    });
  });
}

/** What an SDK shows to the world: its methods and those it inherits, without what begins with an underscore. */
export function publicMethods(of: SdkClass): ReadonlySet<string> {
  const names = new Set<string>();
  for (let level: object = of.prototype; isOfSdk(level); level = Object.getPrototypeOf(level)) {
    for (const name of methodsOf(level)) names.add(name);
  }
  for (const name of methodsOf(of)) names.add(`static ${name}`);
  return names;
}

const isOfSdk = (level: object) => level !== Object.prototype && level !== EventEmitter.prototype;

/** TypeScript's `private` is invisible here; what the declarations call so is left out by name. */
const privateNames = /^(?:constructor|prototype|length|name|_.*|validateEnvironment)$/;

function methodsOf(owner: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(owner))
    .filter(([name, { value }]) => typeof value === 'function' && !privateNames.test(name))
    .map(([name]) => name);
}

function watch(of: SdkClass, method: string) {
  const [owner, name] = method.startsWith('static ') ? [of, method.slice('static '.length)] : [of.prototype, method];
  const spy = vi.spyOn(owner as { [name: string]: () => unknown }, name);
  onTestFinished(() => spy.mockRestore());
  return spy;
}
