/** Is an error the database's own, so that nothing it was doing counts, or one of ours, that costs a single row? */

/** Errors of the database itself (full, busy, I/O …) are nobody's fault; a constraint is ours. */
export function isDatabaseError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    typeof code === 'string' &&
    code.startsWith('SQLITE_') &&
    !code.startsWith('SQLITE_CONSTRAINT') &&
    code !== 'SQLITE_MISMATCH'
  );
}
