/** How the names are written down that a template may use: plain ones as they stand in it, lists with what an entry has. */

/**
 * A list of a letter: `{% for ticket in tickets %}{{ ticket.number }}{% endfor %}` needs `listOf('tickets', ['number'])`.
 * @param fields what an entry has; none: the entry itself is the value
 */
export function listOf(name: string, fields: string[] = []): string[] {
  return [name, `${name}.size`, entryOf(name), ...fields.map((field) => `${entryOf(name)}.${field}`)];
}

/** The name of a list's entry, whatever a template calls it. */
export function entryOf(list: string): string {
  return `${list}[]`;
}
