import { describe, expect, test } from 'vitest';
import { onlyThanks } from '../../../src/ticket/thanks/thanks.ts';

const NAMES = ['Ana Souza', 'Bia Lima', 'Suporte Blip', 'John Park', 'Luz Vega', 'Acme'];
const said = (text: string, phrases: string[] = []) => onlyThanks(text, { phrases, names: NAMES });

describe('only thanks', () => {
  test.each([
    // Portuguese of Brazil
    'Obrigado',
    'Obrigada!',
    'OBRIGADO!!!',
    'obg',
    'Brigadão!',
    'Valeu demais!',
    'vlw 🙏',
    'Muito obrigado, Bia!',
    'Muito obrigada pela ajuda.\n\nAna Souza\nAcme',
    'Obrigado pelo retorno rápido!\n\nAtenciosamente,\nAna',
    'Bom dia, Bia!\n\nAgradeço a atenção.\n\nAbraços,\nAna',
    'Obrigada pela atenção e pela agilidade 😊',
    'Olá equipe, obrigado a todos. Tenham um ótimo fim de semana!',
    'Fico muito grata. Tenha um excelente dia!',
    'Nós que agradecemos!',
    'Obrigado mais uma vez, até breve!',
    'Muito obrigado mesmo ❤️',
    '🙏',
    // Portuguese of Portugal
    'Muito obrigada pela vossa ajuda.\n\nCom os melhores cumprimentos,\nAna Souza',
    'Boa tarde,\n\nAgradecemos a vossa disponibilidade.\n\nCumprimentos,\nAna',
    'Obrigado pelo contacto. Bom fim de semana!',
    // Spanish
    'Gracias',
    '¡Muchas gracias!',
    'Mil gracias por su ayuda, Bia.',
    'Muchas gracias por la pronta respuesta.\n\nSaludos cordiales,\nLuz Vega',
    'Hola Bia:\n\nMuchísimas gracias por todo.\n\nUn abrazo',
    'Le agradezco mucho. ¡Que tenga un buen día!',
    'Muy amables, gracias a todos.',
    'Gracias de verdad 🙌',
    // English
    'Thanks',
    'thx',
    'Thank you!',
    'Thank you so much for your quick help!\n\nBest regards,\nJohn Park',
    'Thanks a lot, Bia :)',
    'Many thanks for the quick reply. Have a great day!',
    'Thanks for letting us know.',
    'Much appreciated!',
    'I really appreciate it. Cheers, John',
    'Hi team,\n\nThank you for getting back to us.\n\nKind regards',
    'Thank you for all your help and support',
  ])('%j', (text) => {
    expect(said(text)).toBe('thanks');
  });
});

describe('thanks, and how the matter ended', () => {
  test.each([
    'Deu certo, obrigado!',
    'Funcionou aqui, muito obrigada Bia',
    'Perfeito, obrigado!',
    'Ok, obrigado',
    'Problema resolvido. Obrigada pela ajuda!',
    'Voltou ao normal, valeu!',
    'Obrigado 👍',
    'De acordo. Obrigada.',
    'Gracias, ya quedó resuelto',
    'Perfecto, muchas gracias',
    'Listo, ya funciona. ¡Gracias!',
    'Thanks, it works now :)',
    "That did the trick, thank you. You're the best!",
    'Great, thanks John',
    'All good now, thanks!',
  ])('%j', (text) => {
    expect(said(text)).toBe('answer');
  });
});

describe('more than thanks, or none', () => {
  test.each([
    '',
    'Bom dia',
    'Atenciosamente,\nAna',
    '👍',
    'Ok',
    'Deu certo!',
    // Something is still wrong.
    'Obrigado, mas ainda não funciona',
    'Obrigada, mas continua parado.',
    'Obrigado pela ajuda, porém o menu sumiu',
    'Não funcionou, obrigado',
    'Não deu certo. Obrigada.',
    'Gracias, pero sigue igual',
    'Gracias, aún no funciona',
    'Todavía no, gracias',
    'Thanks, but it is still down',
    'Thanks. It stopped working again',
    'Not yet, thanks',
    'Thanks for nothing',
    'Obrigado por nada',
    'Obrigado :(',
    'Obrigado 😡',
    'Thanks 👎',
    // Something is asked for, or answered.
    'Obrigado. E o outro bot?',
    '¿Gracias, y cuándo?',
    'Thanks! Could you also look at the menu',
    'Obrigada, pode encerrar o chamado',
    'Thanks, please close it',
    'Obrigado\nUrgente',
    'Não, obrigado',
    'No, gracias',
    'No, thanks',
    'Obrigado, segue o anexo',
    'Obrigado, vou testar e aviso',
    'Thanks, I will try tomorrow',
    'Gracias, quedo a la espera',
    // Thanks that are a request.
    'Desde já agradeço',
    'Obrigado desde já',
    'Agradeço o retorno',
    'Agradeço um retorno',
    'Aguardo retorno, obrigado',
    'Fico no aguardo. Obrigada!',
    'Gracias de antemano',
    'Agradezco su pronta respuesta',
    'Thanks in advance',
    'Appreciate your prompt response',
    'Any help is appreciated',
    // Figures, links, addresses, quotes.
    'Obrigado, o número é 11 99999-0000',
    'Obrigado! Protocolo 4',
    'Thanks https://acme.example/x',
    'Obrigado, escreva para ana@acme.example',
    'Obrigado\n> Bom dia',
    // Names that nobody has.
    'Obrigado, Zuleica',
    // Too much of it.
    Array.from({ length: 17 }, () => 'obrigado').join(' '),
    'obrigado '.repeat(10_000),
  ])('%j', (text) => {
    expect(said(text)).toBeNull();
  });
});

test('phrases of the config say thanks too', () => {
  expect(said('Merci beaucoup, Bia')).toBeNull();
  expect(said('Merci beaucoup, Bia', ['merci beaucoup'])).toBe('thanks');
  expect(said('Danke schön!', ['Danke schön'])).toBe('thanks');
  expect(said('Danke, geht nicht', ['danke'])).toBeNull();
});

test('a name can not make a word of it harmless', () => {
  expect(onlyThanks('Obrigado, ainda não', { phrases: [], names: ['Ainda Não'] })).toBeNull();
  expect(onlyThanks('No, thanks', { phrases: [], names: ['No'] })).toBeNull();
});
