import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { Language, Parser, type Node } from 'web-tree-sitter';

const GRAMMAR = require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');

/** A Bicep file or a file of parameters, taken apart as far as the checks look at it. */
interface BicepFile {
  readonly path: string;
  /** Where the text is not Bicep. */
  readonly errors: readonly string[];
  /** Each parameter, and whether a value has to be given; a file of parameters has none of its own. */
  readonly params: ReadonlyMap<string, boolean>;
  /** Parameters that hold a secret and have a default, which would be part of the template. */
  readonly told: readonly string[];
  readonly outputs: ReadonlySet<string>;
  /** Everything that has a name here. */
  readonly names: ReadonlySet<string>;
  /** A file of parameters uses one file, as a module is used. */
  readonly modules: readonly BicepModule[];
  /** What `readEnvironmentVariable` reads, and whether it has to be set. */
  readonly variables: ReadonlyMap<string, boolean>;
  /** Names in expressions. */
  readonly used: readonly string[];
  /** `<module>.outputs.<output>` in expressions. */
  readonly outputsUsed: readonly { readonly module: string; readonly output: string }[];
  /** Values of `name:` in objects of an array called `env`. */
  readonly environment: readonly string[];
  /** Arguments of `loadJsonContent` and `loadTextContent`, beside this file. */
  readonly loaded: readonly string[];
}

interface BicepModule {
  readonly name: string;
  /** Of the file of the module, from the root as `path` is. */
  readonly path: string;
  readonly given: readonly string[];
}

/** Reads Bicep by its grammar; nothing is fetched and no compiler is needed. */
export type ReadBicep = (path: string, text: string) => BicepFile;

/** The parser of the package `tree-sitter-bicep`, compiled to WebAssembly. */
export async function openBicep(): Promise<ReadBicep> {
  await Parser.init();
  const grammar = await Language.load(readFileSync(GRAMMAR));
  return (path, text) => {
    const parser = new Parser().setLanguage(grammar);
    const tree = parser.parse(text);
    if (tree === null) {
      throw new Error(`${path} was not parsed.`);
    }
    const file = partsOf(path, tree.rootNode);
    tree.delete();
    parser.delete();
    return file;
  };
}

/** What the compiler would refuse, as far as it shows in the text: one line each. Types and API versions are not looked at. */
export function bicepProblems(files: readonly BicepFile[]): readonly string[] {
  return files.flatMap((file) => [
    ...file.errors,
    ...file.told.map((name) => `${file.path}: ${name} is a secret and has a default`),
    ...file.used
      .filter((name) => !file.names.has(name) && !NAMESPACES.has(name))
      .map((name) => `${file.path}: ${name} is not declared`),
    ...file.modules.flatMap((module) => moduleProblems(file, module, files)),
    ...file.outputsUsed.flatMap((use) => outputProblems(file, use, files)),
  ]);
}

const NAMESPACES = new Set(['az', 'sys']);

function moduleProblems(
  file: BicepFile,
  { name, path, given }: BicepModule,
  files: readonly BicepFile[],
): readonly string[] {
  const called = files.find((one) => one.path === path);
  if (called === undefined) {
    return [`${file.path}: module ${name} is ${path}, which does not exist`];
  }
  const missing = [...called.params].flatMap(([param, isRequired]) =>
    isRequired && !given.includes(param) ? [param] : [],
  );
  return [
    ...missing.map((param) => `${file.path}: module ${name} is not given ${param}`),
    ...given
      .filter((param) => !called.params.has(param))
      .map((param) => `${file.path}: module ${name} does not take ${param}`),
  ];
}

function outputProblems(
  file: BicepFile,
  { module, output }: BicepFile['outputsUsed'][number],
  files: readonly BicepFile[],
): readonly string[] {
  const path = file.modules.find(({ name }) => name === module)?.path;
  const called = files.find((one) => one.path === path);
  return called === undefined || called.outputs.has(output)
    ? []
    : [`${file.path}: module ${module} has no output ${output}`];
}

function partsOf(path: string, root: Node): BicepFile {
  const nodes = [...below(root)];
  const named = (type: string): readonly Node[] =>
    nodes.filter((node) => node.type === `${type}_declaration`);
  const beside = (node: Node | undefined): string =>
    posix.join(posix.dirname(path), stringOf(childOf(node, 'string')));
  const calls = nodes.filter(({ type }) => type === 'call_expression');
  const assigned = path.endsWith('.bicepparam') ? named('parameter') : [];
  const params = assigned.length > 0 ? [] : named('parameter');
  const modules = [
    ...named('module').map((node) => ({
      ...{ name: nameOf(node), path: beside(node) },
      given: keysOf(objectAt(bodyOf(node), 'params')),
    })),
    ...nodes
      .filter(({ type }) => type === 'using_statement')
      .map((node) => ({ name: beside(node), path: beside(node), given: assigned.map(nameOf) })),
  ];
  const declared = ['parameter', 'variable', 'resource', 'module'].flatMap((type) => named(type));
  const loops = nodes.filter(({ type }) => type === 'for_statement');
  return {
    path,
    errors: nodes
      .filter((node) => node.isError || (node.isMissing && !isUntyped(node, assigned)))
      .map((node) => errorAt(path, node)),
    params: new Map(params.map((node) => [nameOf(node), isRequired(node)])),
    told: params.filter((node) => isSecret(node) && hasDefault(node)).map(nameOf),
    variables: new Map(
      calls.filter((node) => nameOf(node) === 'readEnvironmentVariable').map(variableOf),
    ),
    outputs: new Set(named('output').map(nameOf)),
    names: new Set([...declared.map(nameOf), ...loops.map(nameOf)]),
    modules,
    used: nodes.filter(isUse).map(({ text }) => text),
    outputsUsed: nodes
      .flatMap(outputUse)
      .filter(({ module }) => modules.some(({ name }) => name === module)),
    environment: nodes
      .filter((node) => node.type === 'object_property' && keyOf(node) === 'env')
      .flatMap((node) => [...below(node)])
      .filter((node) => node.type === 'object_property' && keyOf(node) === 'name')
      .map((node) => stringOf(childOf(node, 'string'))),
    loaded: calls
      .filter((node) => /^load(Json|Text)Content$/.test(nameOf(node)))
      .map((node) => beside(childOf(node, 'arguments'))),
  };
}

function* below(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) {
    yield* below(child);
  }
}

function childOf(node: Node | undefined, type: string): Node | undefined {
  return node?.children.find((child) => child.type === type);
}

function errorAt(path: string, node: Node): string {
  const line = String(node.startPosition.row + 1);
  return `${path}:${line}: ${node.isMissing ? `${node.type} is missing` : 'this is no Bicep'}`;
}

function nameOf(node: Node): string {
  return childOf(node, 'identifier')?.text ?? '';
}

/** Neither a default nor a type that takes null. */
function isRequired(param: Node): boolean {
  const isNullable = [...below(param)].some(({ type }) => type === 'nullable_type');
  return !hasDefault(param) && !isNullable;
}

function hasDefault(param: Node): boolean {
  return param.children.some(({ type }) => type === '=');
}

function isSecret({ previousNamedSibling: above }: Node): boolean {
  return above?.type === 'decorators' && [...below(above)].some(({ text }) => text === '@secure()');
}

/** The grammar misses a type where a file of parameters gives a value, which has none. */
function isUntyped(missing: Node, assigned: readonly Node[]): boolean {
  const { parent } = missing;
  return parent?.type === 'type' && assigned.some(({ id }) => id === parent.parent?.id);
}

function variableOf(call: Node): readonly [string, boolean] {
  const given = childOf(call, 'arguments')?.children.filter(({ type }) => type === 'string') ?? [];
  return [stringOf(given[0]), given.length < 2];
}

/** The object of a module, behind `if (…)` and `[for …]` too. */
function bodyOf(module: Node): Node | undefined {
  return [...below(module)].find(({ type }) => type === 'object');
}

function objectAt(object: Node | undefined, key: string): Node | undefined {
  const property = object?.children.find((child) => keyOf(child) === key);
  return childOf(property, 'object');
}

function keysOf(object: Node | undefined): readonly string[] {
  return object === undefined ? [] : object.children.map(keyOf).filter((key) => key !== '');
}

function keyOf(property: Node): string {
  const [key] = property.type === 'object_property' ? property.children : [];
  return key === undefined ? '' : key.type === 'string' ? stringOf(key) : key.text;
}

function stringOf(node: Node | undefined): string {
  return childOf(node, 'string_content')?.text ?? '';
}

const DECLARES = /_declaration$|^for_statement$|^call_expression$/;

/** A name that stands for something: not a key, not what is being declared, not a function. */
function isUse(node: Node): boolean {
  const { parent } = node;
  if (node.type !== 'identifier' || node.isMissing || parent === null) {
    return false;
  }
  const [first] = parent.children.filter(({ type }) => type === 'identifier');
  const isFirst = first?.id === node.id;
  const isKey = parent.type === 'object_property' && parent.children[0]?.id === node.id;
  return !isKey && !(isFirst && DECLARES.test(parent.type));
}

function outputUse(node: Node): readonly { readonly module: string; readonly output: string }[] {
  const match = /^(\w+)!?\.outputs!?\.(\w+)$/.exec(
    node.type === 'member_expression' ? node.text : '',
  );
  const [, module, output] = match ?? [];
  return module === undefined || output === undefined ? [] : [{ module, output }];
}
