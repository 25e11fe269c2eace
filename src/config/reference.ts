/** What the config's schema says of itself: as a JSON Schema for editors, and as the table of the README. */
import { z } from 'zod';
import { configSchema } from './schema.ts';

interface Described {
  $ref?: string;
  $defs?: Record<string, Described>;
  description?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Described>;
  required?: string[];
  additionalProperties?: Described | boolean;
  items?: Described;
  anyOf?: Described[];
  oneOf?: Described[];
}

/** `config.schema.json`, as text. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'Chamado configuration', ...schema }, null, 2)}\n`;
}

/** The reference of every key, as a Markdown table. */
export function configReference(): string {
  const root = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Described;
  const rows = rowsOf(root, '', root, new Set());
  return ['| key | default | what it is |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Deep enough for every key; conditions refer to themselves, and are told once. */
function rowsOf(schema: Described, path: string, root: Described, within: Set<string>): string[] {
  const branches = schema.anyOf ?? schema.oneOf;
  if (schema.$ref !== undefined) {
    if (within.has(schema.$ref)) return [];
    const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return target ? rowsOf(target, path, root, new Set([...within, schema.$ref])) : [];
  }
  if (branches) return unique(branches.flatMap((branch) => rowsOf(branch, path, root, within)));
  if (schema.items) return rowsOf(schema.items, `${path}[]`, root, within);
  const rows = Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    if (key === '$schema') return [];
    const here = path === '' ? key : `${path}.${key}`;
    return [row(here, property, schema.required?.includes(key) ?? false), ...rowsOf(property, here, root, within)];
  });
  if (typeof schema.additionalProperties === 'object')
    rows.push(...rowsOf(schema.additionalProperties, `${path}.NAME`, root, within));
  return rows;
}

function row(path: string, property: Described, required: boolean): string {
  const fallback =
    property.default === undefined ? (required ? 'required' : '') : `\`${JSON.stringify(property.default)}\``;
  const choices = property.enum ? ` One of ${property.enum.map((one) => `\`${one}\``).join(', ')}.` : '';
  const kind = property.const === undefined ? '' : `\`${property.const}\`: `;
  return `| \`${path}\` | ${fallback} | ${kind}${(property.description ?? '').replaceAll('|', '\\|')}${choices} |`;
}

/** Alternatives share keys: each row is told once. */
function unique(rows: string[]): string[] {
  return [...new Set(rows)];
}
