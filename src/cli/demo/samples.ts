/**
 * In which order do the samples come? Later ones answer letters to earlier ones. There is one at least for every row of the
 * desk's table of dispositions.
 */
import type { Sample } from './sample.ts';
import { AGENT_SAMPLES } from './samples-agents.ts';
import { ASKING_SAMPLES, REFUSED_SAMPLES, SERVED_SAMPLES } from './samples-customers.ts';
import { MACHINE_SAMPLES, PRETENDER_SAMPLES } from './samples-others.ts';

export const SAMPLES: Sample[] = [
  ...SERVED_SAMPLES,
  ...AGENT_SAMPLES,
  ...ASKING_SAMPLES,
  ...REFUSED_SAMPLES,
  ...MACHINE_SAMPLES,
  ...PRETENDER_SAMPLES,
];
