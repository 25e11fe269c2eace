/** What happens in the demo, from an empty folder to its end: the desk and its mail host start, samples are sent, shown and judged; then a person may write. */
import { Failure, print, printJson, say } from '../command.ts';
import type { Progress } from '../demo.ts';
import { visibleLine } from '../visible.ts';
import { type DemoDesk, type Outcome, startDesk } from './desk.ts';
import { inTray } from './in-tray.ts';
import type { WrittenLetter } from './letters.ts';
import { type MailHost, startMailHost } from './mail-host.ts';
import { type Played, playSamples } from './play.ts';
import { SAMPLES } from './samples.ts';
import { heading, letterCard, outcomeCard, samplesTable, ticketsTable } from './show.ts';
import { tryIt } from './try-it.ts';

export interface Stage {
  /** Empty; holds everything that the demo has. */
  folder: string;
  /** It waits for mail of a person's when the samples are settled. */
  stays: boolean;
  /** The folder stays when the demo ends. */
  keep: boolean;
  json: boolean;
  progress: Progress;
}

/** Where the mail host listens, unless somebody else does. */
const PORT = 2525;

/**
 * Runs until the samples are settled, or the signal aborts where it stays.
 * @throws Failure where a sample did not become what it is meant to
 */
export async function playDemo(stage: Stage, stop: AbortSignal): Promise<void> {
  const { folder, stays, json, progress } = stage;
  const tray = inTray();
  const desk = await startDesk(folder, tray.put);
  let host: MailHost | null = null;
  try {
    const { identity, address } = desk.setup.desk;
    host = await startMailHost({
      name: identity.authservId ?? 'localhost',
      maildir: desk.maildir,
      recipient: address,
      mailSize: desk.setup.config.limits.mailSize,
      port: PORT,
    });
    const stopped = aborted(stop);
    const failed = desk.ended.then(() => null);
    failed.catch((error: Error) => tray.end(error));

    let done = 0;
    const playing = playSamples(SAMPLES, host.port, tray.take, (one) => {
      if (json) printJson(line(one.outcome, one.sample.name));
      progress.say(`sending sample mail to 127.0.0.1:${host?.port}: ${++done} of ${SAMPLES.length} settled …`);
    });
    const played = await Promise.race([playing, stopped, failed]);
    progress.end();
    if (played === null) {
      playing.catch(() => undefined);
      tray.end(new Error('the demo was stopped'));
      return;
    }
    if (!json) await show(played, desk, host, stage);
    judge(played);
    if (!stays) return;
    if (json) say(`waiting for mail on 127.0.0.1:${host.port}; Ctrl-C ends it`);
    tray.showRest((outcome) => (json ? printJson(line(outcome, null)) : print(outcomeCard(outcome))));
    await Promise.race([stopped, failed]);
  } finally {
    await host?.close();
    await desk.stop();
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}

/** What `once --json` prints, and what a person would see in the mailbox. @param sample the sample's name; null for mail of yours */
function line(outcome: Outcome, sample: string | null) {
  const { id, uid, from, subject, disposition, because, ticket, authentication, classification, letters } = outcome;
  return {
    sample,
    ...{ id, uid, from, subject, disposition, because, ticket },
    authentication: authentication && { verdict: authentication.verdict, because: authentication.because },
    classification: classification && {
      type: classification.type,
      priority: classification.priority,
      tags: classification.tags,
    },
    letters: letters.map(({ to, template, language, subject, file }) => ({ to, template, language, subject, file })),
  };
}

/** What goes to and fro on one ticket. */
const SHOWN = [
  { title: 'The acknowledgement of BLIP-1002, as the customer reads it', sample: 'doubt', to: 'john@globex.example' },
  { title: 'The same mail, as the agent reads it', sample: 'doubt', to: 'emma@blip.example', before: 'BLIP-1002' },
  { title: 'What the agent gets back for a mistyped command', sample: 'wrong-command', to: 'emma@blip.example' },
  { title: "The agent's answer, as the customer reads it", sample: 'corrected', to: 'john@globex.example' },
];

async function show(played: Played[], desk: DemoDesk, host: MailHost, stage: Stage): Promise<void> {
  print(heading(`${played.length} mails came to ${desk.setup.desk.address}. What became of each, and why:`));
  print(samplesTable(played));
  print(heading('The tickets, with what was promised'));
  print(ticketsTable(await desk.tickets(), desk.setup.desk.timeZone, Date.now()));
  for (const { title, sample: name, to, before } of SHOWN) {
    const letter = letterOn(played, name, to);
    if (letter === null) continue;
    print(heading(title));
    print(letterCard(letter, before));
  }
  const { letters, setup } = desk;
  const toAgent = letterOn(played, 'on-behalf', 'bia@blip.example');
  print(tryIt({ ...stage, port: host.port, desk: setup.desk.address, letters, config: setup.file, toAgent }));
}

function letterOn(played: Played[], name: string, to: string): WrittenLetter | null {
  const outcome = played.find(({ sample }) => sample.name === name)?.outcome;
  return outcome?.letters.find((letter) => letter.to === to) ?? null;
}

/** @throws Failure where a sample did not become what it is meant to */
function judge(played: Played[]): void {
  const wrong = played.filter((one) => one.wrong.length > 0);
  if (wrong.length === 0) return;
  throw new Failure(
    [
      `${wrong.length} of ${played.length} samples did not become what they are meant to:`,
      ...wrong.map(({ sample, wrong }) => `  ${sample.name}: ${wrong.map(visibleLine).join('; ')}`),
    ].join('\n'),
  );
}
