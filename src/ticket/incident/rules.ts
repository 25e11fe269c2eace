/** When are the tickets of several customers one incident? The rules as the core has them; `gather.ts` goes by them. */

export interface IncidentRule {
  /** For reasons. */
  name: string;
  /** The tags that tell what is broken; tickets that share one of them belong together. Null: any tag. */
  tags: readonly string[] | null;
  /** So many different contracts … */
  contracts: number;
  /** … within so long (ms). */
  within: number;
}

export interface IncidentRules {
  rules: readonly IncidentRule[];
  /** A later ticket with the tag joins while the incident is open and something happened on it within so long (ms). */
  joinsFor: number;
}

/** A desk that takes each ticket by itself. */
export const NO_INCIDENTS: IncidentRules = { rules: [], joinsFor: 0 };
