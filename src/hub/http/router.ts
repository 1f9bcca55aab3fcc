import type { Resource } from '../access/sas-scope.ts';
import { hubError } from '../error-codes.ts';
import { argumentInvalid } from '../hub-error.ts';
import { isIdentifier } from '../identities/identifier.ts';
import type { Operation } from './operation.ts';

export type Route = {
  readonly operation: Operation;
  /** What a token must cover: the path, percent-decoded, up to a word that an id might be as well. */
  readonly resource: Resource;
  readonly parameters: { readonly [name: string]: string };
};

type Node = {
  readonly literals: Map<string, Node>;
  parameter: { readonly name: string; readonly node: Node } | undefined;
  readonly operations: Map<string, Operation>;
};

type Parameters = { [name: string]: string };

/** Finds the operation for a method and path. A literal segment goes before a parameter: a device may be called `query`. */
export class Router {
  readonly #root: Node = newNode();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) this.#add(operation);
  }

  /** Throws HubError 400 for ids that cannot be, 404 and 405 where there is no operation. */
  route(method: string, path: string): Route {
    const segments = decodeSegments(path);
    const parameters: Parameters = {};
    const operation = find(this.#root, method, segments, 0, parameters);
    if (operation === undefined) throw this.#refusal(method, path, segments);
    checkIdentifiers(parameters);
    return { operation, resource: this.#resourceOf(operation, segments), parameters };
  }

  /** A token for the device `query` must not open `/devices/query`: what is open to all devices needs a token for all. */
  #resourceOf({ path }: Operation, segments: readonly string[]): Resource {
    let node = this.#root;
    for (const [index, segment] of path.split('/').slice(1).entries()) {
      const literal = node.literals.get(segment.toLowerCase());
      if (literal !== undefined && node.parameter !== undefined) return segments.slice(0, index);
      node = literal ?? node.parameter!.node;
    }
    return segments;
  }

  #refusal(method: string, path: string, segments: readonly string[]): Error {
    const methods = ['GET', 'PUT', 'PATCH', 'POST', 'DELETE'];
    const allowed = methods.filter(other => find(this.#root, other, segments, 0, {}) !== undefined);
    if (allowed.length === 0) return hubError('GenericNotFound', `there is nothing at ${path}`);
    return hubError('GenericMethodNotAllowed', `${method} is not possible at ${path}, only ${allowed.join(', ')}`);
  }

  #add(operation: Operation): void {
    let node = this.#root;
    for (const segment of operation.path.split('/').slice(1)) node = childFor(node, segment);
    if (node.operations.has(operation.method))
      throw new Error(`two operations at ${operation.method} ${operation.path}`);
    node.operations.set(operation.method, operation);
  }
}

function newNode(): Node {
  return { literals: new Map(), parameter: undefined, operations: new Map() };
}

function childFor(node: Node, segment: string): Node {
  const name = /^\{(.+)\}$/.exec(segment)?.[1];
  if (name !== undefined) {
    node.parameter ??= { name, node: newNode() };
    if (node.parameter.name !== name) throw new Error(`{${name}} and {${node.parameter.name}} at the same place`);
    return node.parameter.node;
  }
  const key = segment.toLowerCase();
  const child = node.literals.get(key) ?? newNode();
  node.literals.set(key, child);
  return child;
}

function find(
  node: Node,
  method: string,
  segments: readonly string[],
  index: number,
  parameters: Parameters,
): Operation | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.operations.get(method);
  const literal = node.literals.get(segment.toLowerCase());
  const found = literal && find(literal, method, segments, index + 1, parameters);
  if (found !== undefined || node.parameter === undefined) return found;
  const operation = find(node.parameter.node, method, segments, index + 1, parameters);
  if (operation !== undefined) parameters[node.parameter.name] = segment;
  return operation;
}

/** A slash at the end is tolerated: Node's SDK lists devices at `/devices/`. hub-reference 1.1. */
function decodeSegments(path: string): readonly string[] {
  const segments = path.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  return segments.map(segment => {
    try {
      return decodeURIComponent(segment);
    } catch {
      throw argumentInvalid(`the path segment ${JSON.stringify(segment)} is not percent-encoded UTF-8`);
    }
  });
}

/** An encoded slash in a device's id would otherwise name one of its modules. */
function checkIdentifiers(parameters: Parameters): void {
  for (const name of ['deviceId', 'moduleId']) {
    const id = parameters[name];
    if (id !== undefined && !isIdentifier(id))
      throw argumentInvalid(`${JSON.stringify(id.slice(0, 128))} is no ${name}`);
  }
}
