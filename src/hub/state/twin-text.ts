import type { TwinState } from '../../twin/twin.ts';

/** Texts of the parts that reports leave alone; they live as long as the parts do. */
const known = new WeakMap<object, string>();

/** A twin as `JSON.stringify` writes it. A device's reports leave tags and desired alone: those are not written anew. */
export function twinText(twin: TwinState): string {
  const { etag, tags, desired, reported, modelId, configurations } = twin;
  const [model, report] = [JSON.stringify(modelId), JSON.stringify(reported)];
  return `{"etag":${etag},"tags":${textOf(tags)},"desired":${textOf(desired)},"reported":${report},"modelId":${model},"configurations":${textOf(configurations)}}`;
}

function textOf(part: object): string {
  let text = known.get(part);
  if (text === undefined) {
    text = JSON.stringify(part);
    known.set(part, text);
  }
  return text;
}
