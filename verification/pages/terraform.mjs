import { parse } from '@cdktn/hcl2json';
import { dirname, join } from 'node:path';
import { files, read } from './repository.mjs';

const KINDS = { resource: '', data: 'data.' };

/** The directories of Terraform as one configuration each: {path: {blocks by kind}}. */
export async function directories() {
  const found = {};
  for (const file of files('deploy/terraform', '.tf')) {
    const at = found[dirname(file)] ??= {};
    for (const [kind, blocks] of Object.entries(await parse(file, read(file)))) {
      for (const [name, block] of Object.entries(Array.isArray(blocks) ? { '': blocks } : blocks)) {
        at[kind] ??= {};
        at[kind][name] = Array.isArray(block) ? block : { ...at[kind][name], ...block };
      }
    }
  }
  return found;
}

/** What does not fit together in one directory. */
export function faults(path, all) {
  const { variable = {}, output = {}, module = {}, terraform = {}, ...rest } = all[path];
  const text = JSON.stringify({ ...all[path], variable: undefined });
  const found = [];
  const named = (pattern, known, what) => {
    for (const [, name] of text.matchAll(pattern)) {
      if (!known.includes(name)) found.push(`${path}: ${what} ${name} is not declared`);
    }
  };
  const declared = Object.entries(KINDS).flatMap(([kind, prefix]) =>
    Object.entries(rest[kind] ?? {}).flatMap(([type, names]) => Object.keys(names).map(name => prefix + type + '.' + name)));

  named(/\bvar\.(\w+)/g, Object.keys(variable), 'variable');
  named(/(?<![\w.])((?:data\.)?(?:azurerm|azuread|kubernetes)_\w+\.\w+)/g, declared, 'resource');
  named(/\bmodule\.(\w+)/g, Object.keys(module), 'module');
  for (const name of Object.keys(variable)) {
    if (!new RegExp(`\\bvar\\.${name}\\b`).test(text)) found.push(`${path}: variable ${name} is not used`);
  }
  for (const [name, [{ source, ...given }]] of Object.entries(module)) {
    const called = all[join(path, source)];
    if (!called) {
      found.push(`${path}: module ${name} is not at ${source}`);
      continue;
    }
    const takes = called.variable ?? {};
    for (const key of Object.keys(given)) {
      if (!takes[key]) found.push(`${path}: module ${name} has no variable ${key}`);
    }
    for (const [key, [definition]] of Object.entries(takes)) {
      if (!('default' in definition) && !(key in given)) found.push(`${path}: module ${name} needs ${key}`);
    }
    for (const [, , key] of text.matchAll(new RegExp(`\\bmodule\\.(${name})\\.(\\w+)`, 'g'))) {
      if (!called.output?.[key]) found.push(`${path}: module ${name} has no output ${key}`);
    }
  }
  const providers = Object.values(terraform).flat().flatMap(block => block.required_providers ?? []).flatMap(Object.keys);
  for (const type of declared.map(name => name.replace('data.', ''))) {
    if (!providers.includes(type.split('_')[0])) found.push(`${path}: ${type} has no provider`);
  }
  return found;
}
