import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of the whole project. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const read = path => readFileSync(join(root, path), 'utf8');

/** The files below a directory whose names end so, relative to the project. */
export const files = (directory, end) =>
  readdirSync(join(root, directory), { recursive: true })
    .filter(file => file.endsWith(end) && !file.includes('node_modules') && !file.includes('target/'))
    .map(file => join(directory, file))
    .sort();

const pages = () =>
  ['README.md', 'CONTRIBUTING.md', ...['docs', 'deploy', 'wi-credential-examples'].flatMap(at => files(at, '.md'))];

/** The blocks of some kinds in a page: the line of their first line, their text without its indentation, what is above. */
export const blocksOf = (page, content, ...kinds) =>
  [...content.matchAll(/^( *)```([\w-]+)\n([\s\S]*?)^\1```/gm)]
    .filter(([, , kind]) => kinds.includes(kind))
    .map(({ 1: indent, 3: text, index }) => {
      const above = content.slice(0, index);
      return { page, line: above.split('\n').length + 1, text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''), above };
    });

/** The blocks of some kinds in all pages. */
export const blocks = (...kinds) => pages().flatMap(page => blocksOf(page, read(page), ...kinds));
