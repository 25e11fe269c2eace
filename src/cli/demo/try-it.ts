/** What can a person do with the demo now? Where everything lies, and commands to paste: not indented, for a here-document's sake. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { paint } from '../command.ts';
import type { WrittenLetter } from './letters.ts';

export interface Place {
  port: number;
  /** The desk's address. */
  desk: string;
  /** Holds everything that the demo has; its letters; its config. */
  folder: string;
  letters: string;
  config: string;
  /** To Bia, with a ticket to work on. */
  toAgent: WrittenLetter | null;
  /** The demo waits for mail. */
  stays: boolean;
  /** The folder stays when the demo ends. */
  keep: boolean;
}

export function tryIt(place: Place): string {
  const { letters, config, toAgent, stays, keep } = place;
  const where = [paint('bold', 'The letters, as .eml files'), letters];
  const look = [
    paint('bold', stays ? 'Look inside from another terminal' : 'Look inside'),
    `${chamado()} --config ${config} tickets`,
    `${chamado()} --config ${config} ticket 1002`,
  ];
  if (!stays) {
    const gone = `The demo's folder is removed now; --keep leaves it.`;
    const more = 'Without --exit, in a terminal, the demo waits for mail of yours.';
    return ['', ...(keep ? [...where, '', ...look] : [paint('dim', gone)]), paint('dim', more)].join('\n');
  }
  return [
    '',
    ...where,
    '',
    paint('bold', 'Write to the desk yourself: as Ana, or as anybody else'),
    ...command(place, ANA),
    '',
    ...(toAgent
      ? [
          paint('bold', 'Or answer a ticket as its agent, Bia (write #help to see the commands)'),
          ...command(place, bia(toAgent)),
          '',
        ]
      : []),
    ...look,
    '',
    paint(
      'bold',
      `Waiting for mail on 127.0.0.1:${place.port}. Ctrl-C ends it${keep ? '' : ' and removes its folder'}.`,
    ),
  ].join('\n');
}

interface Mail {
  name: string;
  address: string;
  subject: string;
  /** A Message-ID, with angle brackets. */
  inReplyTo?: string;
  text: string;
}

const ANA: Mail = {
  name: 'Ana Souza',
  address: 'ana@acme.example',
  subject: 'O painel ficou muito lento',
  text: 'Desde cedo o painel demora minutos para abrir. Todos os atendentes reclamam.',
};

function bia({ subject, messageId }: WrittenLetter): Mail {
  const [number = ''] = /^\[.*?\]/.exec(subject) ?? [];
  return {
    name: 'Bia Lima',
    address: 'bia@blip.example',
    subject: `Re: ${number}`,
    inReplyTo: messageId,
    text: '#resolvido\nOi, Ana! Os dados foram excluídos.',
  };
}

function command(place: Place, mail: Mail): string[] {
  return isThere('curl') ? curl(place, mail) : node(place, mail);
}

function curl({ port, desk }: Place, { name, address, subject, inReplyTo, text }: Mail): string[] {
  return [
    `curl -sS --crlf --url smtp://127.0.0.1:${port} \\`,
    `  --mail-from ${address} --mail-rcpt ${desk} -T - <<'MAIL'`,
    `From: ${name} <${address}>`,
    `To: ${desk}`,
    `Subject: ${subject}`,
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...text.split('\n'),
    'MAIL',
  ];
}

/** nodemailer is one of the program's own packages, so it is found from the program's folder. */
function node({ port, desk }: Place, { address, subject, inReplyTo, text }: Mail): string[] {
  const fields = { from: address, to: desk, subject, ...(inReplyTo ? { inReplyTo } : {}), text };
  // In double quotes for the shell, so single ones within; none of the values holds either.
  const mail = JSON.stringify(fields).replaceAll('"', "'");
  return [
    `node -e "require('nodemailer').createTransport({host:'127.0.0.1',port:${port},ignoreTLS:true}).sendMail(${mail})"`,
  ];
}

/** How this program is called from its folder. */
function chamado(): string {
  return process.argv[1]?.endsWith('.ts') ? 'npm run -s chamado --' : 'npx chamado';
}

function isThere(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
