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

/** The reference of every key, as a Markdown table. What stands in several places is told in the first. */
export function configReference(): string {
  const root = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Described;
  const rows = rowsOf(root, '', { root, told: new Map() });
  return ['| key | default | what it is |', '| --- | --- | --- |', ...new Set(rows)].join('\n');
}

interface Telling {
  root: Described;
  /** Where each named part of the schema was told, by its reference. */
  told: Map<string, string>;
}

function rowsOf(schema: Described, path: string, telling: Telling): string[] {
  if (schema.$ref !== undefined) {
    if (telling.told.has(schema.$ref)) return [];
    telling.told.set(schema.$ref, path);
    return rowsOf(referred(schema, telling.root), path, telling);
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.flatMap((branch) => rowsOf(branch, path, telling));
  if (schema.items) return rowsOf(schema.items, `${path}[]`, telling);
  const rows = Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    if (key === '$schema') return [];
    const here = path === '' ? key : `${path}.${key}`;
    return [row(here, property, schema.required?.includes(key) ?? false, telling), ...rowsOf(property, here, telling)];
  });
  if (typeof schema.additionalProperties === 'object')
    rows.push(...rowsOf(schema.additionalProperties, `${path}.NAME`, telling));
  return rows;
}

function row(path: string, property: Described, required: boolean, { root, told }: Telling): string {
  const fallback =
    property.default === undefined ? (required ? 'required' : '') : `\`${JSON.stringify(property.default)}\``;
  const kind = property.const === undefined ? '' : `\`${property.const}\`: `;
  const description = property.description ?? referred(property, root).description ?? '';
  const choices = property.enum ? ` One of ${property.enum.map((one) => `\`${one}\``).join(', ')}.` : '';
  const before = property.$ref === undefined ? undefined : told.get(property.$ref);
  const elsewhere = before === undefined ? '' : ` Written as \`${before}\`.`;
  return `| \`${path}\` | ${fallback} | ${kind}${description.replaceAll('|', '\\|')}${choices}${elsewhere} |`;
}

function referred(schema: Described, root: Described): Described {
  return schema.$ref === undefined ? schema : (root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {});
}
