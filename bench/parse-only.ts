/**
 * How many mails a second does mailparser alone read? A process of its own: `node parse-only.ts FOLDER` reads every file
 * of the folder with `simpleParser` and its default options, one after the other, and prints `{ mails, ms, processor }`
 * (`processor`: ms of processor time, its start included). Reading the files is not counted in `ms`.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';

const AT_A_TIME = 50;

const [folder = '.'] = process.argv.slice(2);
const files = (await readdir(folder)).sort();
let ms = 0;
for (let at = 0; at < files.length; at += AT_A_TIME) {
  const mails = await Promise.all(files.slice(at, at + AT_A_TIME).map((file) => readFile(join(folder, file))));
  const start = performance.now();
  for (const mail of mails) await simpleParser(mail);
  ms += performance.now() - start;
}
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ mails: files.length, ms, processor: (user + system) / 1_000 }));
