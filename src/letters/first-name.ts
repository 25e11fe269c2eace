/** How does a letter greet somebody? */

/** `Ana` of `Ana Souza`; the whole name where it is written otherwise (`Souza, Ana`, `Dra. Ana`). */
export function firstNameOf(name: string | null): string | null {
  if (name === null || name.includes(',')) return name;
  const first = name.trim().split(/\s+/)[0] ?? '';
  return first.length < 2 || first.endsWith('.') ? name : first;
}
