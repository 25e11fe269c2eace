/** Writes what is generated from the config's schema: `config.schema.json` and the reference in the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configJsonSchema, configReference } from '../config/reference.ts';

const root = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const BEGIN = '<!-- generated from src/config/schema.ts by "npm run generate" -->';
const END = '<!-- end of what is generated -->';

writeFileSync(root('config.schema.json'), configJsonSchema());
const readme = readFileSync(root('README.md'), 'utf8');
const [before, rest] = readme.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error('README.md has no place for the reference of the configuration');
writeFileSync(root('README.md'), `${before}${BEGIN}\n\n${configReference()}\n\n${END}${after}`);
