/** What can a person do with the demo now? Where everything lies, and commands to paste: not indented, for a here-document's sake. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { paint } from '../command.ts';

export interface Place {
  port: number;
  /** The desk's address. */
  desk: string;
  /** Holds everything that the demo has; its letters; its config. */
  folder: string;
  letters: string;
  config: string;
  /** The demo waits for mail. */
  stays: boolean;
  /** The folder stays when the demo ends. */
  keep: boolean;
}

export function tryIt(place: Place): string {
  const { folder, letters, config, stays, keep } = place;
  const where = [paint('bold', 'The letters, as .eml files'), letters];
  const look = [
    paint('bold', stays ? 'Look inside from another terminal' : 'Look inside'),
    `${chamado()} --config ${config} tickets`,
    `${chamado()} --config ${config} ticket 1001`,
  ];
  if (!stays) {
    const gone = `Its folder ${folder} is removed now: --keep leaves it.`;
    const more = 'Without --exit, in a terminal, it waits for mail of yours.';
    return ['', ...(keep ? [...where, '', ...look] : [paint('dim', gone)]), paint('dim', more)].join('\n');
  }
  return [
    '',
    ...where,
    '',
    paint('bold', 'Write to the desk yourself: as Ana, or as anybody else'),
    ...(isThere('curl') ? curl(place) : node(place)),
    '',
    ...look,
    '',
    paint(
      'bold',
      `Waiting for mail on 127.0.0.1:${place.port}. Ctrl-C ends it${keep ? '' : ' and removes its folder'}.`,
    ),
  ].join('\n');
}

function curl({ port, desk }: Place): string[] {
  return [
    `curl -sS --crlf --url smtp://127.0.0.1:${port} \\`,
    `  --mail-from ana@acme.example --mail-rcpt ${desk} -T - <<'MAIL'`,
    'From: Ana Souza <ana@acme.example>',
    `To: ${desk}`,
    'Subject: O painel ficou muito lento',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Desde cedo o painel demora minutos para abrir. Todos os atendentes reclamam.',
    'MAIL',
  ];
}

/** nodemailer is one of the program's own packages, so it is found from the program's folder. */
function node({ port, desk }: Place): string[] {
  const mail = `{from:'ana@acme.example',to:'${desk}',subject:'O painel ficou muito lento',text:'Desde cedo o painel demora minutos para abrir.'}`;
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
