import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { files, read } from './repository.mjs';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(fileURLToPath(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))));

const DECLARATIONS = ['parameter_declaration', 'variable_declaration', 'resource_declaration', 'module_declaration'];

/** The files of Bicep, parsed: {path: tree}. */
export const parsed = () => Object.fromEntries(files('deploy/bicep', '.bicep').map(file => [file, tree(read(file))]));

/** The grammar does not know the line that names an extension, so it is left out. */
export const tree = text => parser.parse(text.replace(/^extension '.*'$/m, '')).rootNode;

/** What does not fit together in one file. */
export function faults(path, all) {
  const found = [];
  walk(all[path], node => {
    if (node.isError || node.isMissing) found.push(`${path}: not Bicep in line ${node.startPosition.row + 1}`);
  });
  const declared = declarations(all[path]);
  const used = references(all[path]);
  for (const name of used) {
    if (!(name in declared)) found.push(`${path}: ${name} is not declared`);
  }
  for (const [name, node] of Object.entries(declared)) {
    const free = ['resource_declaration', 'module_declaration'].includes(node.type);
    if (!free && !used.has(name)) found.push(`${path}: ${name} is not used`);
  }
  for (const [name, node] of Object.entries(declared).filter(([, node]) => node.type === 'module_declaration')) {
    const at = join(dirname(path), /'(.*?)'/.exec(node.text)[1]);
    if (!all[at]) {
      found.push(`${path}: module ${name} is not at ${at}`);
      continue;
    }
    const takes = Object.entries(declarations(all[at])).filter(([, to]) => to.type === 'parameter_declaration');
    const given = keys(property(node, 'params'));
    for (const key of given.filter(key => !takes.some(([to]) => to === key))) {
      found.push(`${path}: module ${name} has no parameter ${key}`);
    }
    for (const [key] of takes.filter(([to, node]) => !node.text.includes('=') && !given.includes(to))) {
      found.push(`${path}: module ${name} needs ${key}`);
    }
    for (const [, key] of all[path].text.matchAll(new RegExp(`\\b${name}\\.outputs\\.(\\w+)`, 'g'))) {
      if (!new RegExp(`^output ${key} `, 'm').test(all[at].text)) found.push(`${path}: module ${name} has no output ${key}`);
    }
  }
  return found;
}

function walk(node, visit) {
  visit(node);
  node.children.forEach(child => walk(child, visit));
}

function declarations(tree) {
  const found = {};
  walk(tree, node => {
    if (DECLARATIONS.includes(node.type)) found[node.namedChildren.find(child => child.type === 'identifier').text] = node;
  });
  return found;
}

/** The identifiers that are neither declared nor a property's name nor a function. */
function references(tree) {
  const found = new Set();
  walk(tree, node => {
    const above = node.parent;
    if (node.type !== 'identifier' || !above) return;
    const first = above.namedChildren.find(child => child.type === 'identifier');
    const names = [...DECLARATIONS, 'output_declaration', 'object_property'].includes(above.type) && first.id === node.id;
    if (!names && tree.text[node.endIndex] !== '(') found.add(node.text);
  });
  return found;
}

function property(node, name) {
  let found;
  walk(node, child => {
    if (child.type === 'object_property' && child.firstNamedChild.text === name) found ??= child.lastNamedChild;
  });
  return found;
}

const keys = object => object?.namedChildren.filter(child => child.type === 'object_property').map(child => child.firstNamedChild.text) ?? [];
