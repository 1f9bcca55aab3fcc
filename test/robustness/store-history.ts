import { plainDraft } from '../../src/hub/identities/identity-draft.ts';
import type { JsonObject } from '../../src/lib/json.ts';
import type { OpenedHub } from './opened-hub.ts';
import { FamilyWriter, NumberWriter, type Section, sections, type WrittenTwin } from './store-writers.ts';

type Written = { readonly first: number; readonly nested: { readonly second: number } };

/** Whether a write that was refused may be found after a restart: only when the disk could not even take it back. */
export type Refused = 'are gone' | 'may be there';

/** What writers were told over several lives of one hub, and whether what is there agrees. */
export class StoreHistory {
  /** Sentences; none when nothing is wrong. */
  readonly wrong: string[] = [];
  readonly #twins = new Map<string, WrittenTwin>();
  readonly #numbers: readonly NumberWriter[];
  readonly #families = [new FamilyWriter('family')];
  /** Twins whose making was acknowledged, before they are written to. */
  readonly #made = new Set<string>();

  constructor() {
    const shared = ['desired', 'reported', 'desired', 'desired'] as const;
    const alone = ['desired', 'reported'] as const;
    this.#numbers = [
      ...shared.map((section, index) => new NumberWriter(`w${index}`, this.#twin('shared'), section)),
      ...alone.map(section => new NumberWriter('w', this.#twin(`${section}-alone`), section)),
    ];
  }

  get acknowledged(): number {
    return [...this.#numbers, ...this.#families].reduce((sum, writer) => sum + writer.acknowledged, 0);
  }

  /** All writers at once, each so many writes one after the other. */
  async work(hub: OpenedHub, rounds: number): Promise<void> {
    const wrong = (what: string) => void this.wrong.push(what);
    await this.#make(hub);
    const writers = [...this.#numbers.filter(({ twin }) => this.#made.has(twin.key)), ...this.#families];
    await Promise.all(
      writers.map(async writer => {
        for (let round = 0; round < rounds; round++) await writer.write(hub, wrong);
      }),
    );
  }

  /** Compares what a hub that was started again has with what was acknowledged, and goes on from there. */
  check(hub: OpenedHub, refused: Refused): void {
    for (const twin of this.#twins.values()) this.#checkTwin(hub, twin, refused);
    for (const family of this.#families) this.#checkFamily(hub, family, refused);
  }

  #twin(key: string): WrittenTwin {
    const twin = this.#twins.get(key) ?? { key, versions: { desired: 1, reported: 1 }, etag: 1 };
    this.#twins.set(key, twin);
    return twin;
  }

  async #make({ identities, state }: OpenedHub): Promise<void> {
    for (const deviceId of this.#twins.keys()) {
      if (this.#made.has(deviceId)) continue;
      if (state.get('twin', deviceId) === undefined) {
        const made = identities.create(plainDraft({ deviceId }), { cause: { by: 'hub' } });
        if ((await made.catch(() => undefined)) === undefined) continue;
      }
      this.#made.add(deviceId);
    }
  }

  #checkTwin({ state }: OpenedHub, twin: WrittenTwin, refused: Refused): void {
    const kept = state.get('twin', twin.key);
    const wrong = (what: string) => void this.wrong.push(`${twin.key}: ${what}`);
    if ((state.get('identity', twin.key) === undefined) !== (kept === undefined)) wrong('half a creation');
    if (kept === undefined) {
      if (this.#made.has(twin.key)) wrong('its creation was acknowledged, it is not there');
      return;
    }
    let serviceWrites = 0;
    for (const section of sections) {
      const later = this.#checkSection(kept[section].values, twin, { section, refused, wrong });
      const expected = twin.versions[section] + later;
      if (kept[section].version !== expected) wrong(`${section} is at ${kept[section].version}, not at ${expected}`);
      twin.versions[section] = kept[section].version;
      if (section === 'desired') serviceWrites += later;
    }
    if (kept.etag !== twin.etag + serviceWrites) wrong(`its etag is ${kept.etag}, not ${twin.etag + serviceWrites}`);
    twin.etag = kept.etag;
  }

  /** How many writes are there that were not acknowledged. */
  #checkSection(
    values: JsonObject,
    twin: WrittenTwin,
    { section, refused, wrong }: { section: Section; refused: Refused; wrong: (what: string) => void },
  ): number {
    let later = 0;
    for (const writer of this.#numbers.filter(one => one.twin === twin && one.section === section)) {
      const { first = 0, nested } = (values[writer.name] ?? {}) as Partial<Written>;
      if (first !== (nested?.second ?? 0)) wrong(`half a patch of ${writer.name}: ${first}, ${nested?.second}`);
      const mayBe = [writer.acknowledged, writer.open, ...(refused === 'may be there' ? writer.refused : [])];
      if (!mayBe.includes(first)) wrong(`${writer.name} has ${first}, expected one of ${mayBe}`);
      if (first !== writer.acknowledged) later++;
      writer.acknowledged = first;
      writer.open = undefined;
      writer.refused = [];
    }
    return later;
  }

  #checkFamily({ state }: OpenedHub, family: FamilyWriter, refused: Refused): void {
    const { key, acknowledged: done } = family;
    const wrong = (what: string) => void this.wrong.push(`${key}: ${what}`);
    const members = [key, `${key}/m`].filter(name => state.get('identity', name) !== undefined);
    const twins = [key, `${key}/m`].filter(name => state.get('twin', name) !== undefined);
    if (members.join() !== twins.join()) wrong(`identities ${members}, but twins ${twins}`);
    const isLater = members.length === (done + 1) % 3;
    const mayBeLater = family.open || (family.wasRefused && refused === 'may be there');
    if (members.length !== done % 3 && !(isLater && mayBeLater)) wrong(`${members.length} members after step ${done}`);
    if (members.length === (done + 1) % 3 && mayBeLater) family.acknowledged++;
    const born = state.get('twin', key)?.tags.number;
    const expected = family.acknowledged - (family.acknowledged % 3);
    if (members.length > 0 && born !== expected) wrong(`born at step ${String(born)}, not ${expected}`);
    family.open = false;
    family.wasRefused = false;
  }
}
