import { expect, test } from 'vitest';
import { replyText } from '../../../src/mail/reply/reply.ts';

const OWN = 'O robô voltou a responder.\n\nObrigada!';

test.each([
  '-- \nAna Souza\nAcme',
  '--\nAna Souza\n\nAcme Ltda.\nRua 5, 100',
  '____\nAna Souza\nana@acme.example',
  '===\nAna Souza\n+55 31 99999-0000',
  'Atenciosamente,\n\nAna Souza',
  'Atenciosamente,\nAna Souza\nGerente de TI | Acme\n(31) 3333-0000\nwww.acme.example',
  'Att.\nAna',
  'Att,\n\n*Ana Souza*\nAnalista',
  'Abraços,\nAna',
  'Abs,\nAna',
  'Cordialmente,\nAna de Souza e Silva',
  'Melhores cumprimentos,\n\nAna Souza',
  'Com os melhores cumprimentos,\nAna Souza\nDiretora',
  'Cumprimentos,\nAna',
  'Saludos cordiales,\n\nAna Souza\nJefa de Sistemas',
  'Saludos,\nAna',
  'Un saludo,\nAna',
  'Un cordial saludo\nAna Souza',
  'Atentamente,\nAna Souza\nAcme S.A.',
  'Best regards,\nAna Souza',
  'Kind regards\n\nAna Souza\nHead of Operations\n+44 20 7946 0000',
  'Thanks and regards,\nAna',
  'Sincerely,\nAna Souza',
  'Mit freundlichen Grüßen\nAna Souza',
  'Cordialement,\nAna Souza',
  'Cordiali saluti,\nAna Souza',
  'Met vriendelijke groet,\nAna Souza',
  'Atenciosamente,',
  'Atenciosamente,\nAna Souza\n\nAVISO LEGAL: Esta mensagem é confidencial e destina-se apenas ao destinatário. Se a recebeu por engano, apague-a e avise o remetente; o uso por outros é proibido.',
])('a signature is left out: %s', (signature) => {
  expect(replyText(`${OWN}\n\n${signature}`)).toBe(OWN);
  expect(replyText(`${OWN}\n\n${signature}\n\nOn 3 Nov 2026, at 13:02, Suporte <s@blip.example> wrote:\n> Ok?`)).toBe(
    OWN,
  );
});

test.each([
  'Sent from my iPhone',
  'Sent from my Wiko Ridge 4G',
  'Sent from Outlook for iOS<https://aka.ms/o0ukef>',
  'Sent from Mail for Windows 10',
  'Sent from Yahoo Mail on Android',
  'Sent from Yahoo Mail. Get the app',
  'Sent with Proton Mail secure email.',
  'Get Outlook for iOS<https://aka.ms/o0ukef>',
  'Get Outlook for Android [https://aka.ms/x]',
  'Enviado do meu iPhone',
  'Enviado do meu iPad',
  'Enviado do meu Galaxy',
  'Enviado do meu smartphone Samsung Galaxy.',
  'Enviado a partir do meu iPhone',
  'Enviado do Email para Windows',
  'Enviado do Yahoo Mail no Android',
  'Enviado do Outlook para iOS',
  'Enviado pelo celular',
  'Enviado via UOL Mail',
  'Obter o Outlook para iOS<https://aka.ms/o0ukef>',
  'Obter Outlook para Android',
  'Baixar o Outlook para iOS',
  'Enviado desde mi iPhone',
  'Enviado desde mi Samsung Mobile de Claro',
  'Enviado desde Yahoo Mail para iPhone',
  'Enviado desde Correo para Windows',
  'Enviado desde mi dispositivo Huawei',
  'Obtener Outlook para iOS',
  'Obtén Outlook para Android',
  'Descargar Outlook para Android',
  'Gesendet von meinem iPhone',
  'Von meinem iPhone gesendet',
  'Holen Sie sich Outlook für iOS',
  'Envoyé de mon iPhone',
  'Télécharger Outlook pour Android',
  'Inviato da iPhone',
  'Verstuurd vanaf mijn iPhone',
  'Skickat från min iPhone',
  'Sendt fra min iPhone',
  'Lähetetty iPhonesta',
  'Wysłane z iPhone’a',
  'Odesláno z iPhonu',
  'Отправлено с iPhone',
  'iPhoneから送信',
  '发自我的iPhone',
  'iPhone’umdan gönderildi',
  '*Enviado do meu iPhone*',
  'Livre de vírus. www.avast.com',
  'Libre de virus.www.avg.com <http://www.avg.com/email-signature>',
  'Virus-free.www.avast.com',
  'This email has been checked for viruses by Avast antivirus software.\nhttps://www.avast.com/antivirus',
  'Este e-mail foi escaneado pelo Avast antivírus.\nhttps://www.avast.com',
  'El software de antivirus Avast ha analizado este correo electrónico en busca de virus.',
  'Antes de imprimir, pense no meio ambiente.',
  'Antes de imprimir este mensaje, piense en el medio ambiente.',
  'Please consider the environment before printing this e-mail.',
  'AVISO DE CONFIDENCIALIDADE: o conteúdo desta mensagem é confidencial.\nSe não é o destinatário, apague-a.',
  'CONFIDENTIALITY NOTICE: This message is intended only for its recipient.',
  '________________________________\nEsta mensagem é confidencial e de uso exclusivo do destinatário.',
])('what programs add is left out: %s', (footer) => {
  expect(replyText(`${OWN}\n\n${footer}`)).toBe(OWN);
  expect(
    replyText(`${OWN}\n\n${footer}\n\nEm 3 de nov. de 2026, à(s) 13:02, Suporte <s@blip.example> escreveu:\n\nOk?`),
  ).toBe(OWN);
});

test.each([
  'O cliente assina assim:\n\nAtenciosamente,\n\nO robô deve dizer o mesmo?',
  'Two questions.\n\nRegards the first one, no.\nRegards the second, yes.',
  'Saludos,\nel robot no contesta desde ayer y los clientes se quejan mucho.',
  'Abraços,\nAna\n\nPS: o bot de vendas também parou.',
  'O Avast acusou um vírus no arquivo que o bot enviou.',
  'Sent from my desk, is much easier than my phone.',
  'Enviado do celular do cliente, o anexo chega vazio; do computador, não.',
  'Antes\n---\nDepois o erro some.',
  'Erro:\n-----\nGET https://acme.example/x 500\n-----\nPodem ver?',
  'Before printing the report the bot stops.',
  'Obrigada,\nAna',
  'A mensagem é confidencial?\nO robô pergunta isso ao destinatário.',
  'Thanks,\nAna',
  'Please renew.\n\nRegards,\nAna Souza\nContract: 4711',
])('words of the sender that only look like it are kept: %s', (text) => {
  expect(replyText(text)).toBe(text);
});

test('an answer below a footer that the phone put on top is kept', () => {
  expect(replyText('Enviado do meu iPhone\n\nPode fechar.')).toBe('Pode fechar.');
});
