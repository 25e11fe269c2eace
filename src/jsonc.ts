/**
 * Is this JSONC text what a schema asks for, and where not? Reads comments and trailing commas, names each problem
 * with its path, line and column, and suggests the nearest known key. Serves the config file and the directory file.
 */
import { closest, distance } from 'fastest-levenshtein';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { z } from 'zod';

export interface Problem {
  file: string;
  /** 1-based; null where the problem is the file as a whole. */
  line: number | null;
  column: number | null;
  /** Such as `mailbox.port`; empty for the file as a whole. */
  path: string;
  /** What is wrong, and what to do. */
  message: string;
}

/** One line for a person: `config.json:12:5 mailbox.port: …`. */
export function problemLine(problem: Problem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}:${problem.column}`;
  return problem.path === '' ? `${place}: ${problem.message}` : `${place} ${problem.path}: ${problem.message}`;
}

export type Path = readonly (string | number)[];

/** A parsed file that can say where in its text a value stands. */
export interface Document {
  value: unknown;
  /** The problem at a path of this file (or at its nearest ancestor that is there). */
  problemAt(path: Path, message: string): Problem;
}

/** Parses JSONC. Every syntax error becomes a problem; the value is what could be read in spite of them. */
export function parseJsonc(text: string, file: string): { document: Document; problems: Problem[] } {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const problems: Problem[] = errors.map((error) => ({
    file,
    ...lineAndColumn(text, error.offset),
    path: '',
    message: `not valid JSON here: ${printParseErrorCode(error.error)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()}`,
  }));
  if (!root && problems.length === 0)
    problems.push({ file, line: 1, column: 1, path: '', message: 'the file is empty' });
  const document: Document = {
    value: root ? getNodeValue(root) : undefined,
    problemAt: (path, message) => ({ file, ...place(text, root, path), path: pathText(path), message }),
  };
  if (root && problems.length === 0) problems.push(...repeatedKeys(root, document, []));
  return { document, problems };
}

/**
 * Validates a value of a document by a zod schema.
 * @returns the typed value, or every problem at once.
 */
export function validate<S extends z.ZodType>(
  schema: S,
  value: unknown,
  document: Document,
): { value: z.output<S> } | { problems: Problem[] } {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const problems = result.error.issues.flatMap((issue) => explain(issue, value, json, document));
  return { problems };
}

function explain(issue: z.core.$ZodIssue, value: unknown, json: JsonSchema, document: Document): Problem[] {
  const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(json, path, value);
    return issue.keys.map((key) => document.problemAt([...path, key], unknownKey(key, known)));
  }
  if (issue.code === 'invalid_key') return [document.problemAt(path, issue.issues[0]?.message ?? issue.message)];
  // Of a union's branches, the one that got furthest is the one that was meant.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const meant = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
    if (meant.length > 0 && depth(meant) > 0) {
      return meant.flatMap((inner) =>
        explain({ ...inner, path: [...issue.path, ...inner.path] }, value, json, document),
      );
    }
  }
  if (issue.code === 'invalid_type' && at(value, path) === undefined) return [document.problemAt(path, 'is missing')];
  return [document.problemAt(path, issue.message)];
}

/** `unknown key; did you mean "port"?` */
function unknownKey(key: string, known: string[]): string {
  const nearest = nearestName(key, known);
  const listed = known.length > 0 && known.length <= 12 ? `; known here: ${known.join(', ')}` : '';
  return nearest ? `unknown key; did you mean "${nearest}"?` : `unknown key${listed}`;
}

/** The known name nearest to what was written, or null where none is near enough to be meant. */
export function nearestName(written: string, known: string[]): string | null {
  if (known.length === 0) return null;
  const nearest = closest(written.toLowerCase(), known);
  return distance(written.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, written.length / 2) ? nearest : null;
}

interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  const?: unknown;
}

function knownKeys(root: JsonSchema, path: Path, value: unknown): string[] {
  let schemas = branches(root, root);
  path.forEach((step, depthNow) => {
    const here = at(value, path.slice(0, depthNow));
    schemas = schemas
      .filter((schema) => fits(schema, here))
      .flatMap((schema) => {
        const next =
          typeof step === 'number'
            ? schema.items
            : (schema.properties?.[step] ??
              (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined));
        return next ? branches(next, root) : [];
      });
  });
  const here = at(value, path);
  return [
    ...new Set(
      schemas.filter((schema) => fits(schema, here)).flatMap((schema) => Object.keys(schema.properties ?? {})),
    ),
  ];
}

/** A schema with its references and alternatives unfolded into plain ones. */
function branches(schema: JsonSchema, root: JsonSchema): JsonSchema[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/$defs/', '');
    const target = schema.$ref === '#' ? root : root.$defs?.[name];
    return target ? branches(target, root) : [];
  }
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return inner.length > 0 ? inner.flatMap((branch) => branches(branch, root)) : [schema];
}

/** A branch of a discriminated union is out when one of its constants differs from what stands in the file. */
function fits(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema.properties ?? {}).every(
    ([key, property]) => property.const === undefined || at(value, [key]) === property.const,
  );
}

function repeatedKeys(node: Node, document: Document, path: Path): Problem[] {
  if (node.type === 'array')
    return (node.children ?? []).flatMap((child, i) => repeatedKeys(child, document, [...path, i]));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (!key || !value) return [];
    const name = String(key.value);
    const repeated = seen.has(name)
      ? [document.problemAt([...path, name], 'this key stands here twice; keep one')]
      : [];
    seen.add(name);
    return [...repeated, ...repeatedKeys(value, document, [...path, name])];
  });
}

function depth(issues: z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (here, step) =>
      typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined,
    value,
  );
}

function place(text: string, root: Node | undefined, path: Path): { line: number | null; column: number | null } {
  if (!root) return { line: null, column: null };
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    // The key stands before its value: it is what a person looks for.
    const shown = node?.parent?.type === 'property' ? node.parent : node;
    if (shown) return lineAndColumn(text, shown.offset);
  }
  return { line: null, column: null };
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}
