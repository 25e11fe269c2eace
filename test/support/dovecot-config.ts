/** What a test's Dovecot is told: its dovecot.conf, and a certificate where it is to speak TLS. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DovecotOptions } from './dovecot.ts';

export function dovecotConfig(
  folder: string,
  options: DovecotOptions,
  port: number,
  tlsPort: number,
  owner: string,
): string {
  const tls = options.tls ? `ssl = yes\nssl_cert = <${folder}/cert.pem\nssl_key = <${folder}/key.pem` : 'ssl = no';
  const tlsListener = options.tls
    ? `inet_listener imaps {\n port = ${tlsPort}\n ssl = yes\n }`
    : 'inet_listener imaps {\n port = 0\n }';
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
instance_name = ${randomUUID()}
protocols = imap
listen = 127.0.0.1
default_internal_user = ${owner}
default_internal_group =
default_login_user = ${owner}
first_valid_uid = 1
last_valid_uid = 0
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain
auth_failure_delay = 0
mail_max_userip_connections = 100
mail_location = maildir:~/Maildir
# Tests wait for the news: half a second is Dovecot's own floor.
mailbox_idle_check_interval = 1 secs
mail_fsync = never
${tls}
${options.capability === undefined ? '' : `imap_capability = ${options.capability}`}
namespace inbox {
  inbox = yes
  separator = ${options.separator ?? '.'}
  prefix = ${options.prefix ?? ''}
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${owner} gid=${owner === 'nobody' ? 'nogroup' : owner} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  # One login process for all connections: quick, and nothing here needs the isolation.
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = ${port}
  }
  ${tlsListener}
}
service anvil {
  chroot =
}
service imap-hibernate {
  chroot =
}
${options.config ?? ''}
`;
}

export function makeCertificate(folder: string): string {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,IP:0.0.0.0,DNS:localhost'];
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    join(folder, 'key.pem'),
  ];
  const out = ['-days', '2', '-out', join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, ...out, ...subject], { stdio: 'ignore' });
  return readFileSync(join(folder, 'cert.pem'), 'utf8');
}
