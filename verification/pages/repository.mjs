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

/** The blocks of some kinds in all pages, as [place, text]. */
export const blocks = (...kinds) =>
  ['README.md', 'CONTRIBUTING.md', ...['docs', 'deploy', 'wi-credential-examples'].flatMap(at => files(at, '.md'))]
    .flatMap(page => [...read(page).matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```/gm)]
      .filter(block => kinds.includes(block[2]))
      .map(block => [`${page}: ${block[3].split('\n')[0].trim()}`, block[3]]));
