/** The explanation of one mail as a person reads it: the decision first, then what it rests on. */
import { paint } from './command.ts';
import type { Explanation } from './explanation.ts';
import { dispositionStyle } from './mail.ts';
import { localTime } from './times.ts';
import { visible, visibleLine } from './visible.ts';

const LABEL = 12;
/** Lines of the mail's own words that are shown. */
const MOST_LINES = 8;

/** @param timeZone the desk's */
export function explanationCard(explanation: Explanation, timeZone: string): string {
  const { file, decision, error } = explanation;
  const style = decision ? dispositionStyle(decision) : 'red';
  const head = decision
    ? style
      ? paint([style, 'bold'], decision.disposition)
      : paint('bold', decision.disposition)
    : paint('red', "can't be read");
  const why = decision?.because ?? error ?? '';
  return [
    `${visibleLine(file)}: ${head}`,
    ...entry('because', why.split('; ')),
    ...facts(explanation, timeZone),
    '',
  ].join('\n');
}

function facts(
  { message, authentication, agent, thread, entitlement, classification, sla, letters }: Explanation,
  timeZone: string,
): string[] {
  if (!message) return [];
  const { from, subject, date, replyText, language, automatic, forwarded, attachments, defect } = message;
  // Agents have no contract, and what they write is no customer's matter.
  const isCustomers = agent === null || agent.onBehalfOf !== null;
  const words = visible(replyText)
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '');
  const due = (what: string, instant: string | null) =>
    instant === null ? [] : [`${what} by ${localTime(Date.parse(instant), timeZone)}`];
  return [
    ...entry('from', [from ? `${from.name} <${from.address}>`.trim() : '-']),
    ...entry('subject', [subject || '-']),
    ...(date
      ? entry('written', [`${localTime(Date.parse(date), timeZone)}${language ? `, in ${language}` : ''}`])
      : []),
    ...entry('says', words.slice(0, MOST_LINES).concat(words.length > MOST_LINES ? ['…'] : [])),
    ...attachments.flatMap((one) =>
      entry('attached', [`${one.filename ?? 'unnamed'} (${one.contentType}, ${one.size} bytes)`]),
    ),
    ...(defect ? entry('defect', [defect]) : []),
    ...(automatic ? entry('automatic', [`${automatic.kind}: ${automatic.because}`]) : []),
    ...(forwarded
      ? entry('forwards', [`a mail of ${forwarded.from?.address ?? 'somebody'}: ${forwarded.subject ?? ''}`])
      : []),
    ...(authentication ? entry('sender', [`${authentication.verdict}: ${authentication.because}`]) : []),
    ...(agent ? entry('agent', [`${agent.name}${agent.onBehalfOf ? `, on behalf of ${agent.onBehalfOf}` : ''}`]) : []),
    ...(thread ? entry('ticket', [`${thread.ticket}: ${thread.because}`]) : []),
    ...(entitlement && isCustomers ? entry('entitlement', [entitlement.because]) : []),
    ...(classification && isCustomers
      ? entry('is a', [
          [classification.type, classification.priority, ...classification.tags].join(', '),
          ...classification.because,
        ])
      : []),
    ...(sla
      ? entry('promise', [
          [...due('first response', sla.firstResponseDue), ...due('resolution', sla.resolutionDue)].join(', '),
          sla.because,
        ])
      : []),
    ...letters.flatMap((letter) =>
      entry('letter', [`${letter.template} (${letter.language}) to ${letter.to}: ${letter.subject}`]),
    ),
  ];
}

/** A label before the first line, the others below it. */
function entry(label: string, lines: string[]): string[] {
  return lines.map((line, i) => `  ${paint('dim', (i === 0 ? label : '').padEnd(LABEL))}${visibleLine(line)}`);
}
